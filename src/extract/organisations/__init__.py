"""Organisations and persons: found in one text, linked over many."""

from extract.organisations.aliases import Alias, read_aliases
from extract.organisations.find import find_organisations
from extract.organisations.graph import Merge
from extract.organisations.link import LinkedOrganisation, Linking, link_organisations
from extract.organisations.persons import find_persons
from extract.organisations.posts import Post, find_posts

__all__ = [
    "Alias",
    "LinkedOrganisation",
    "Linking",
    "Merge",
    "Post",
    "find_organisations",
    "find_persons",
    "find_posts",
    "link_organisations",
    "read_aliases",
]
