"""What the words of a clause tell of status, and when a status told before no longer holds."""

from __future__ import annotations

from extract.facts.clauses import Clause
from extract.facts.rules import load_rules


def told_of_status(clause: Clause, end: int) -> set[str]:
    """The tags of what a clause tells of status before offset ``end``.

    A goal that a value is measured by sets none: 「完成年度目标的98%」 reports.
    """
    masked = clause.masked
    goals = list(load_rules("goal_named").find_all(masked, clause.start, end))
    tags: set[str] = set()
    for found in load_rules("status").find_all(masked, clause.start, end):
        inside = any(goal.start <= found.start < goal.end for goal in goals)
        if found.rule.tag != "target" or not inside:
            tags.add(found.rule.tag)
    return tags


def heads_goals(clause: Clause) -> bool:
    """「今年发展主要预期目标是：」: what a clause heads is aimed at to the end of its sentence."""
    return clause.mark in "：:" and "target" in told_of_status(clause, clause.end)
