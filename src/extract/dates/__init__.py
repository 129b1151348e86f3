"""Dates: every calendar time of a text, placed."""

from extract.dates.find import find_dates

__all__ = ["find_dates"]
