"""Numerals and quantities.

>>> from extract.numbers import find_quantities, parse_number
>>> parse_number("三万五")
35000
>>> [(q.text, q.value, q.unit) for q in find_quantities("算力规模超120EFlops")]
[('超120EFlops', 120.0, 'EFlops')]
"""

from extract.numbers.numerals import parse_number
from extract.numbers.quantities import find_quantities

__all__ = ["find_quantities", "parse_number"]
