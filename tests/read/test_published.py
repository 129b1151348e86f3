from __future__ import annotations

import pytest

from extract.read.published import (
    date_in_name,
    dateline_date,
    latest_past_date,
    month_in_name,
    printed_date,
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("快递-2025-08-29.txt", "2025-08-29"),
        ("快递20250829.txt", "2025-08-29"),
        ("快递2025年8月9日.txt", "2025-08-09"),
        ("2025.8.9 快递.txt", "2025-08-09"),
        ("2025-08-29/快递.txt", "2025-08-29"),
        ("快递-2025-08.txt", "None"),
        ("快递-20251340.txt", "None"),
        ("编号120250829777.txt", "None"),
        ("期刊-2026-1.txt", "None"),
    ],
)
def test_date_in_name(name: str, expected: str) -> None:
    assert str(date_in_name(name)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("快递-2025-08.txt", "2025-08-31"),
        ("快递202402.txt", "2024-02-29"),
        ("快递2025年8月.txt", "2025-08-31"),
        ("期刊-2026-1.txt", "None"),
        ("快递.txt", "None"),
    ],
)
def test_month_in_name(name: str, expected: str) -> None:
    assert str(month_in_name(name)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("产业观察 2026年3月31日出版\n正文", "2026-03-31"),
        ("标题\n发布时间：2026-03-31 10:20 来源：本网\n正文", "2026-03-31"),
        ("标题\n2025年12月3日 星期三\n正文", "2025-12-03"),
        ("标题\n（2025年1月20日）\n各位代表：", "2025-01-20"),
        ("新华社北京2025年1月20日电 记者获悉", "2025-01-20"),
        ("正文。\n海州市统计局\n二〇二五年十二月二十九日\n", "2025-12-29"),
        ("正文。\n２０２５年１月５日", "2025-01-05"),
        ("标题\n2025年07月03日 09:20　来源：云溪日报\n正文", "2025-07-03"),
        ("政府工作报告\n——2025年1月15日在海州市人民代表大会上\n市长 甘棠", "2025-01-15"),
        ("海州日报\n2025年7月3日　星期四　第12345期\n正文", "2025-07-03"),
        ("正文。\n海州市人民政府办公室　　2025年7月3日印发\n", "2025-07-03"),
        ("正文。\n（2025年8月29日《海州日报》）\n", "None"),
        ("2024年3月5日，项目开工。", "None"),
        ("2025年2月30日出版", "None"),
    ],
)
def test_printed_date(text: str, expected: str) -> None:
    assert str(printed_date(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年3月2日，项目开工；2025年3月18日投产。", "2025-03-18"),
        ("2025年6月，产量增长3%。", "2025-06-30"),
        ("2025年3月2日开工，将于2026年6月1日建成。", "2025-03-02"),
        ("2025年3月2日开工，2026年6月1日前建成。", "2025-03-02"),
        ("《方案（2027年1月1日版）》于2025年3月2日印发。", "2025-03-02"),
        ("期限为2025年1月1日－2027年12月31日。", "None"),
        ("去年3月2日，项目开工。", "None"),
        ("截至2025年6月底，产量3万吨。", "2025-06-30"),
        ("截至2025年6月30日，产量3万吨；至2027年达到5万吨。", "2025-06-30"),
        ("2025年上半年，产量增长5%。", "2025-06-30"),
        ("2025年前三季度，产量增长5%。", "2025-09-30"),
        ("2025年一季度将投产。", "None"),
        ("政府投资——2025年3月开工。", "None"),
    ],
)
def test_latest_past_date(text: str, expected: str) -> None:
    assert str(latest_past_date(text)) == expected


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("新华社北京3月5日电（记者 甘棠）记者获悉", "要闻2025.txt", "2025-03-05"),
        ("本报武汉3月5日讯 记者获悉", "2025/要闻.txt", "2025-03-05"),
        ("新华社北京3月5日电 记者获悉", "要闻.txt", "None"),
        ("新华社北京3月5日电 记者获悉", "2024-2025/要闻.txt", "None"),
        ("3月5日，记者获悉", "要闻2025.txt", "None"),
    ],
)
def test_dateline_date(text: str, source: str, expected: str) -> None:
    assert str(dateline_date(text, source)) == expected
