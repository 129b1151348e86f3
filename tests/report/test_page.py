"""What a reader sees and does in the page."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from tests.report.published import TEXTS

if TYPE_CHECKING:
    from playwright.sync_api import Page


def _rows(sql: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return sql.execute(query).fetchall()


def test_totals_and_drift_are_counts_of_the_tables(page: Page, sql: duckdb.DuckDBPyConnection) -> None:
    shown = page.eval_on_selector_all(
        "[data-total]", "all => all.map(e => [e.dataset.total, e.querySelector('b').textContent])"
    )
    assert len(shown) == 9
    for name, count in shown:
        assert int(count) == _rows(sql, f"SELECT count(*) FROM {name}")[0][0], name
    drift = page.eval_on_selector_all(
        "[data-drift]", "all => all.map(e => [e.dataset.drift, ...[...e.cells].slice(1).map(c => c.textContent)])"
    )
    for name, before, now, change in drift:
        expected = _rows(sql, f"SELECT rows_{name} FROM runs ORDER BY run_id")
        assert (int(before), int(now)) == (expected[0][0], expected[1][0]), name
        lost = expected[0][0] - expected[1][0]
        assert change.endswith(f"−{lost}" if lost else "±0"), name
        assert change.startswith("⚠") == (lost > 0.2 * expected[0][0]), name
    assert "⚠" in page.text_content("[data-total=metrics]")  # type: ignore[operator]


# Which cells of a card's table must equal which query.
_CARDS = {
    3: "SELECT o.name, count(*), count(DISTINCT doc_id) FROM organisation_mentions "
    "JOIN organisations o USING (organisation_id) GROUP BY 1",
    4: "SELECT r.full_name, count(*), count(DISTINCT doc_id) FROM region_mentions "
    "JOIN regions r USING (region_id) GROUP BY 1",
}


@pytest.mark.parametrize("card", _CARDS)
def test_ranked_tables_equal_their_queries(page: Page, sql: duckdb.DuckDBPyConnection, card: int) -> None:
    table = page.locator("#overview .card").nth(card).locator("tbody tr")
    shown = {(row[0], int(row[2]), int(row[3])) for row in (tr.locator("td").all_text_contents() for tr in table.all())}
    assert shown == set(_rows(sql, _CARDS[card]))


def test_runs_equal_the_table_of_runs(page: Page, sql: duckdb.DuckDBPyConnection) -> None:
    card = page.locator("#overview .card").nth(7)
    shown = [tuple(map(int, tr.locator("td").all_text_contents()[1:])) for tr in card.locator("tbody tr").all()]
    columns = "n_new, n_changed, n_unchanged, n_deleted, n_rejected"
    assert shown == _rows(sql, f"SELECT {columns} FROM runs ORDER BY started_at DESC, run_id DESC LIMIT 10")


def test_rows_beside_a_document_equal_its_facts(page: Page, sql: duckdb.DuckDBPyConnection) -> None:
    page.click("#tab-documents")
    for (doc_id,) in _rows(sql, "SELECT doc_id FROM documents"):
        page.click(f"#document-list [data-doc='{doc_id}']")
        facts = "SELECT metric_id, subject, metric, q.text FROM metrics JOIN quantities q USING (quantity_id)"
        for row_id, subject, metric, written in _rows(sql, f"{facts} WHERE metrics.doc_id = '{doc_id}'"):
            row = page.wait_for_selector(f"[id='row-{row_id}']", state="attached")
            shown = [cell.text_content() for cell in row.query_selector_all("td")]  # type: ignore[union-attr]
            assert shown[0] == metric + subject
            assert str(shown[1]).startswith(written)


# What each bar says of itself to a screen reader, and the query that gives the same.
_CHARTS = {
    "years": "SELECT year(period_to)::VARCHAR, status, count(*) FROM metrics WHERE period_to IS NOT NULL GROUP BY ALL",
    "months": "SELECT strftime(published_on, '%Y-%m'), status, count(*) "
    "FROM metrics JOIN documents USING (doc_id) GROUP BY ALL",
}


@pytest.mark.parametrize("chart", _CHARTS)
def test_bars_equal_their_queries(page: Page, sql: duckdb.DuckDBPyConnection, chart: str) -> None:
    page.wait_for_selector(f"#chart-{chart} svg path[aria-label]", state="attached")
    labels = page.eval_on_selector_all(f"#chart-{chart} [aria-roledescription=bar]", "all => all.map(e => e.ariaLabel)")
    shown = set()
    for label in labels:
        told = dict(part.split(": ", 1) for part in label.split("; "))
        shown.add((told["time"], told["status"], int(told["n_facts"])))
    assert shown == set(_rows(sql, _CHARTS[chart]))


def test_a_province_counts_what_lies_in_it_and_leads_to_those_rows(page: Page, sql: duckdb.DuckDBPyConnection) -> None:
    bars = page.locator("#chart-provinces [aria-roledescription=bar]")
    bars.first.wait_for(state="attached")
    labels = [label for label in (bar.get_attribute("aria-label") for bar in bars.all()) if label]
    # 云州区 lies in 大同市, which lies in 山西省.
    shanxi = _rows(sql, "SELECT count(*) FROM metrics WHERE region_id LIKE '14%'")[0][0]
    position = next(i for i, label in enumerate(labels) if "山西省" in label)
    assert f"n_facts: {shanxi}" in labels[position]
    bars.nth(position).click()
    assert page.locator("#facts tbody tr").count() == shanxi


def test_every_fact_is_a_row(page: Page, sql: duckdb.DuckDBPyConnection) -> None:
    page.click("#tab-metrics")
    cells = [tr.locator("td").all_text_contents() for tr in page.locator("#facts tbody tr").all()]
    shown = {(c[0], c[1], c[2], float(c[3].replace(",", "").replace("−", "-")), c[4]) for c in cells}
    assert shown == set(
        _rows(
            sql,
            "SELECT subject, metric, q.text, CASE direction WHEN 'down' THEN -m.value ELSE m.value END, m.unit "
            "FROM metrics m JOIN quantities q USING (quantity_id)",
        )
    )
    assert {c[6] for c in cells} == {"2025", "2028", "2027", "2026-03"}


@pytest.mark.parametrize(
    ("words", "n_rows"),
    [("数字经济", 2), ("数字经济 江苏", 1), ("8.9%", 1), ("晋北日报", 6), ("公报", 3), ("没有这个", 0)],
)
def test_search_narrows_the_rows(page: Page, words: str, n_rows: int) -> None:
    page.click("#tab-metrics")
    page.fill("#search", words)
    page.wait_for_function("n => document.querySelectorAll('#facts tbody tr').length === n", arg=n_rows)
    assert page.text_content("#fact-count") == f"{n_rows} 条指标"


@pytest.mark.parametrize(
    ("filter_name", "value", "n_rows"),
    [("kind", "growth", 3), ("status", "target", 1), ("status", "forecast", 1), ("province", "江苏省", 2)],
)
def test_filters_narrow_the_rows(page: Page, filter_name: str, value: str, n_rows: int) -> None:
    page.click("#tab-metrics")
    page.select_option(f"#filter-{filter_name}", value)
    page.wait_for_function("n => document.querySelectorAll('#facts tbody tr').length === n", arg=n_rows)


def test_a_metric_is_drawn_over_time_with_target_and_forecast_apart(page: Page) -> None:
    page.click("#tab-metrics")
    page.select_option("#chart-metric", index=1)
    points = page.locator("#metric-chart [aria-roledescription=point]")
    points.first.wait_for(state="attached")
    labels = " ".join(point.get_attribute("aria-label") or "" for point in points.all())
    assert "status: target" in labels
    assert "status: forecast" in labels
    shapes = {point.get_attribute("d") for point in points.all()}
    assert len(shapes) == 2


def test_a_row_leads_to_its_characters_and_back(page: Page, sql: duckdb.DuckDBPyConnection) -> None:
    for metric_id, doc_id, source, start, end in _rows(
        sql, 'SELECT metric_id, doc_id, source, start, "end" FROM metrics JOIN documents USING (doc_id)'
    ):
        page.click("#tab-metrics")
        page.click(f"#facts tr[data-id='{metric_id}']")
        # Until the page has turned to the row, the mark of the row before is still lit.
        page.wait_for_selector(f"#document[data-doc='{doc_id}'] mark.on[data-start='{start}']")
        assert page.locator("#document mark.on").all_text_contents() == [TEXTS[source][start:end]]
        # What stands before the mark on the page is what stands before it in the text, to the letter.
        before = page.evaluate(
            "() => { const range = document.createRange(), text = document.getElementById('document');"
            " range.selectNodeContents(text); range.setEndBefore(text.querySelector('mark.on'));"
            " return range.toString(); }"
        )
        assert before == TEXTS[source][:start]
        page.evaluate("document.querySelectorAll('.on').forEach((e) => e.classList.remove('on'))")
        page.locator(f"#document mark[data-start='{start}']").click()
        assert page.locator("#rows tr.on").first.get_attribute("id") in {
            f"row-{metric_id}",
            f"row-{metric_id.replace('-m', '-q')}",
        }


def test_every_mention_is_marked_where_it_stands(page: Page, sql: duckdb.DuckDBPyConnection) -> None:
    for doc_id, source in _rows(sql, "SELECT doc_id, source FROM documents"):
        page.click("#tab-documents")
        page.click(f"button[data-doc='{doc_id}']")
        page.wait_for_selector(f"#document[data-doc='{doc_id}']")
        assert page.text_content("#document") == TEXTS[source]
        shown = page.eval_on_selector_all(
            "#document mark", "all => all.map(e => [Number(e.dataset.start), e.textContent])"
        )
        stored = set()
        for name in ("organisation_mentions", "region_mentions", "dates", "quantities"):
            stored |= set(_rows(sql, f"SELECT start, text FROM {name} WHERE doc_id = '{doc_id}'"))
        assert {tuple(mark) for mark in shown} == stored


def test_pointing_at_a_number_shows_its_row(page: Page) -> None:
    page.click("#tab-documents")
    page.click("#document-list button >> text=江苏快讯")
    page.hover("#document mark.quantity >> nth=0")
    assert page.text_content("#tip") == "江苏省 · 出口额 · −1.5 % · 2026-03 · 实际"


def test_contradictions_lead_to_their_statements(page: Page, sql: duckdb.DuckDBPyConnection) -> None:
    rows = page.locator("[data-contradiction]")
    expected = _rows(sql, "SELECT metric_id FROM contradictions")
    assert len(expected) == 2
    assert sorted((row.get_attribute("data-contradiction"),) for row in rows.all()) == sorted(expected)
    rows.first.click()
    lit = page.locator("#document mark.on")
    lit.wait_for()
    assert lit.text_content() in {"8.9%", "9.8%"}


def test_documents_are_found_by_name(page: Page) -> None:
    page.click("#tab-documents")
    page.fill("#search-documents", "快讯")
    assert page.locator("#document-list button").count() == 1


def test_both_languages_name_everything(page: Page) -> None:
    page.click("#language")
    assert page.get_attribute("html", "lang") == "en"
    assert page.text_content("#tab-metrics") == "Metrics"
    english = page.inner_text("#overview")
    assert not re.search("文档|指标|机构|运行", english)
    page.click("#language")
    assert page.text_content("#tab-metrics") == "指标"


def test_the_keyboard_is_enough(page: Page) -> None:
    page.focus("#tab-overview")
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("#tab-metrics", "aria-selected") == "true"
    page.keyboard.press("/")
    page.keyboard.type("出口额")
    page.wait_for_function("document.querySelectorAll('#facts tbody tr').length === 1")
    page.focus("#facts tbody tr")
    page.keyboard.press("Enter")
    assert page.locator("#document mark.on").text_content() == "1.5%"
    page.focus("#document mark.quantity >> nth=1")
    page.keyboard.press("Enter")
    assert "4万亿元" in page.inner_text("#rows tr.on")


def test_marks_are_exported_as_a_file(page: Page, tmp_path: Path, sql: duckdb.DuckDBPyConnection) -> None:
    page.click("#tab-documents")
    page.click("#document-list button >> text=江苏快讯")
    rows = page.locator("#rows-metrics tbody tr")
    rows.nth(0).locator("[data-verdict=wrong]").click()
    rows.nth(1).locator("[data-verdict=mended]").click()
    page.fill("dialog [name=metric]", "数字经济总规模")
    page.select_option("dialog [name=status]", "target")
    page.fill("dialog [name=value]", "4200000000000")
    page.click("dialog button.primary")
    page.wait_for_selector("dialog", state="detached")
    assert page.text_content("#mark-count") == "2 条标注"
    with page.expect_download() as download:
        page.click("#export")
    download.value.save_as(tmp_path / "marks.json")
    exported = json.loads((tmp_path / "marks.json").read_text(encoding="utf-8"))
    wrong, mended = exported["marks"]
    assert [wrong["verdict"], wrong["table"], wrong["source"], wrong["text"]] == [
        "wrong",
        "metrics",
        "江苏快讯.txt",
        "1.5%",
    ]
    assert mended["mended"] == {"metric": "数字经济总规模", "status": "target", "value": 4.2e12}
    assert TEXTS[mended["source"]][mended["start"] : mended["end"]] == "4万亿元"
    # A second press takes the mark back, and a reload keeps what is left.
    rows.nth(0).locator("[data-verdict=wrong]").click()
    page.reload()
    page.wait_for_selector("html[data-ready=true]", state="attached")
    assert page.text_content("#mark-count") == "1 条标注"


def test_kinds_can_be_told_without_colour(page: Page) -> None:
    page.click("#tab-documents")
    page.click("#document-list button >> text=云州区公报")
    page.wait_for_selector("#document mark")
    kinds = ("organisation", "region", "date", "quantity")
    lines = {
        page.eval_on_selector(f"#document mark.{kind}", "e => getComputedStyle(e).borderBottomStyle") for kind in kinds
    }
    assert len(lines) == len(kinds)
    page.uncheck("#legend [data-kind=date]")
    assert page.eval_on_selector("#document mark.date", "e => getComputedStyle(e).borderBottomStyle") == "none"
