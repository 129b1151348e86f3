"""What readers say of rows — right, wrong, or how to mend them — kept in a file that the next run honours."""

from extract.corrections.apply import apply_corrections
from extract.corrections.files import add_corrections, read_corrections
from extract.corrections.gold import gold_lines
from extract.corrections.marks import new_aliases, read_marks
from extract.corrections.records import Correction

__all__ = [
    "Correction",
    "add_corrections",
    "apply_corrections",
    "gold_lines",
    "new_aliases",
    "read_corrections",
    "read_marks",
]
