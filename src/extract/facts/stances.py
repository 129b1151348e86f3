"""What the words of a clause tell of status, and when a status told before no longer holds."""

from __future__ import annotations

from extract.facts.clauses import Clause
from extract.facts.masking import PLACE
from extract.facts.rules import load_rules

_AHEAD = ("target", "future", "forecast")


def told_of_status(clause: Clause, end: int, value: int | None = None) -> set[str]:
    """The tags of what a clause tells of status before offset ``end``.

    A goal that a value is measured by sets none: 「完成年度目标的98%」 reports; what is passed, 「高于3%的目标」, was
    aimed at. Of what stands before a value, what is nearest counts: 「计划续建的116个项目已有90个复工」.

    Args:
        clause: the clause.
        end: how far it is read.
        value: where the value stands that is asked about, if one is.
    """
    masked = clause.masked
    told = list(load_rules("status").find_all(masked, clause.start, end))
    aimed = any(match.rule.tag == "target" for match in told)
    goals = list(load_rules("goal_named").find_all(masked, clause.start, end)) if aimed else []
    found = [
        match
        for match in told
        if match.rule.tag != "target" or not any(goal.start <= match.start < goal.end for goal in goals)
    ]
    if value is not None and any(goal.rule.tag == "passed" and goal.start <= value < goal.end for goal in goals):
        return {"target"}
    before = [match for match in found if value is not None and match.end <= value]
    done = max((match.start for match in before if match.rule.tag == "actual"), default=-1)
    return {
        match.rule.tag for match in found if match not in before or match.start >= done or match.rule.tag not in _AHEAD
    }


def heads_goals(clause: Clause) -> bool:
    """「今年发展主要预期目标是：」: what a clause heads is aimed at to the end of its sentence."""
    return clause.mark in "：:" and "target" in told_of_status(clause, clause.end)


def tells_elsewhere(clause: Clause) -> bool:
    """「预计…；在海州市，…」: whether a part of a sentence opens with another place, of which nothing is foreseen."""
    return clause.masked.startswith(("在" + PLACE, "而在" + PLACE), clause.start)
