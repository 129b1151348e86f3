"""Facts from the cells of tables: the heads of row and column say what a number is."""

from __future__ import annotations

from extract.tabular.facts import facts_from_tables, without_cells

__all__ = ["facts_from_tables", "without_cells"]
