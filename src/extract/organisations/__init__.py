"""Organisations and persons: found in one text, linked over many."""

from extract.organisations.find import find_organisations

__all__ = ["find_organisations"]
