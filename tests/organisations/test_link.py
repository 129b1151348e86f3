"""Linking over a corpus: which names are one body, and that the order of arrival leaves no trace."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from extract.errors import LexiconError
from extract.organisations import Alias, Linking, link_organisations, read_aliases
from extract.records import OrganisationMention, OrganisationType
from extract.regions import find_places
from tests.organisations.link_cases import DIFFERENT, SAME


@dataclass(frozen=True)
class Group:
    doc_id: str
    mention: OrganisationMention
    surfaces: tuple[str, ...]
    count: int = 1
    published_on: dt.date | None = None


def group(
    doc_id: str, text: str, kind: OrganisationType, region_id: str = "", *, name: str = "", count: int = 1, day: int = 1
) -> Group:
    mention = OrganisationMention(
        start=0,
        end=len(text),
        text=text,
        rule="test",
        type=kind,
        name=name or text,
        confidence=1.0,
        region_id=region_id,
    )
    return Group(doc_id, mention, (text,), count, dt.date(2031, 5, day))


def linked(*groups: Group, aliases: tuple[Alias, ...] = ()) -> Linking:
    return link_organisations(groups, find_places=find_places, aliases=aliases)


@pytest.mark.parametrize(("left", "right", "kind", "region_id"), SAME)
def test_one_body(left: str, right: str, kind: OrganisationType, region_id: str) -> None:
    ids = linked(group("a", left, kind, region_id), group("b", right, kind)).organisation_ids
    assert ids[0] == ids[1]


@pytest.mark.parametrize(("left", "right", "kind", "region_id"), DIFFERENT)
def test_two_bodies(left: str, right: str, kind: OrganisationType, region_id: str) -> None:
    ids = linked(group("a", left, kind, region_id), group("b", right, kind)).organisation_ids
    assert ids[0] != ids[1]


def test_a_relative_name_without_a_place_stays_in_its_document() -> None:
    ids = linked(group("a", "市科技局", "government"), group("b", "市科技局", "government")).organisation_ids
    assert ids[0] != ids[1]


def test_a_declared_short_name_holds_in_other_documents() -> None:
    full = "江西瀚澜造船有限公司"
    found = linked(group("a", "瀚澜造船", "company", name=full), group("b", "瀚澜造船", "company"))
    assert len(set(found.organisation_ids)) == 1
    assert [(merge.form, merge.name, merge.evidence) for merge in found.merges] == [("瀚澜造船", full, "document")]


def test_a_short_name_that_two_bodies_claim_is_neither() -> None:
    found = linked(
        group("a", "晨岚", "company", name="湖南晨岚新材料有限公司"),
        group("b", "晨岚", "company", name="江苏晨岚医药有限公司"),
        group("c", "晨岚", "company"),
    )
    assert len(set(found.organisation_ids)) == 3


def test_the_row_of_an_organisation() -> None:
    found = linked(
        group("a", "工信部", "government", count=3, day=2), group("b", "工业和信息化部", "government", count=2, day=9)
    )
    (row,) = found.organisations.values()
    assert (row.name, row.short_names, row.type) == ("工业和信息化部", ("工信部",), "government")
    assert (row.n_mentions, row.n_documents) == (5, 2)
    assert (row.first_seen, row.last_seen) == (dt.date(2031, 5, 2), dt.date(2031, 5, 9))


def test_order_and_split_of_the_corpus_leave_no_trace() -> None:
    groups = [group(f"{number}", left, kind, region) for number, (left, _, kind, region) in enumerate(SAME)]
    groups += [group(f"x{number}", right, kind) for number, (_, right, kind, _) in enumerate(SAME)]
    expected = linked(*groups)
    by_group = dict(zip(map(id, groups), expected.organisation_ids, strict=True))
    for seed in range(3):
        shuffled = random.Random(seed).sample(groups, len(groups))
        found = linked(*shuffled)
        assert dict(zip(map(id, shuffled), found.organisation_ids, strict=True)) == by_group
        assert found.organisations == expected.organisations
        assert found.merges == expected.merges


def test_the_user_may_merge() -> None:
    groups = (group("a", "云帆", "company"), group("b", "江苏云帆装备有限公司", "company"))
    assert len(set(linked(*groups).organisation_ids)) == 2
    found = linked(*groups, aliases=(Alias("merge", "云帆", "江苏云帆装备有限公司"),))
    assert len(set(found.organisation_ids)) == 1
    assert found.merges[0].evidence == "alias"


def test_merges_of_one_form_share_a_row() -> None:
    # 市科技局 is another body in each document, until the user says that all are one.
    groups = [group(doc, "市科技局", "government") for doc in "abc"] + [group("d", "云帆市科学技术局", "government")]
    found = linked(*groups, aliases=(Alias("merge", "市科技局", "云帆市科学技术局"),))
    assert [(merge.form, merge.name, merge.n_documents) for merge in found.merges] == [
        ("市科技局", "云帆市科学技术局", 3)
    ]


def test_the_user_may_separate() -> None:
    groups = (group("a", "华为", "company"), group("b", "华为技术有限公司", "company"))
    found = linked(*groups, aliases=(Alias("separate", "华为", "华为技术有限公司"),))
    assert len(set(found.organisation_ids)) == 2


def test_the_user_may_name() -> None:
    found = linked(group("a", "云帆", "company"), aliases=(Alias("name", "云帆", "江苏云帆装备有限公司"),))
    assert [row.name for row in found.organisations.values()] == ["江苏云帆装备有限公司"]


def test_aliases_are_read(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    path.write_text("action,form,organisation,note\nmerge,云帆,江苏云帆装备有限公司,same seal\n", encoding="utf-8")
    assert read_aliases(path) == (Alias("merge", "云帆", "江苏云帆装备有限公司"),)
    assert read_aliases(tmp_path / "none.csv") == ()


@pytest.mark.parametrize("line", ["join,甲,乙,", "merge,,乙,", "merge,甲"])
def test_a_wrong_alias_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "aliases.csv"
    path.write_text(f"action,form,organisation,note\n{line}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"aliases\.csv:2"):
        read_aliases(path)
