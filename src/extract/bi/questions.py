"""Example questions in SQL over the star schema, in words that both DuckDB and PostgreSQL understand."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the query that answers it.

    Args:
        name: such as ``growth_by_province``.
        english: the question.
        chinese: the question in Chinese.
        sql: the query, over the views of :func:`extract.bi.create_views`.
    """

    name: str
    english: str
    chinese: str
    sql: str


def read_questions() -> tuple[Question, ...]:
    """All example questions, in order.

    >>> read_questions()[0].name
    'growth_by_province'
    """
    folder = files("extract.bi") / "sql" / "questions"
    return tuple(
        _question(path.name, path.read_text(encoding="utf-8"))
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
    )


def _question(file_name: str, text: str) -> Question:
    english, chinese, sql = text.split("\n", 2)
    name = file_name.removesuffix(".sql").partition("_")[2]
    return Question(name, english.removeprefix("-- "), chinese.removeprefix("-- "), sql.strip().removesuffix(";"))
