"""Organisations and persons: found in one text, linked over many."""

from extract.organisations.find import find_organisations
from extract.organisations.persons import find_persons
from extract.organisations.posts import Post, find_posts

__all__ = ["Post", "find_organisations", "find_persons", "find_posts"]
