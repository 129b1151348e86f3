"""Links between organisations, regions, persons and documents, by rules over folded sentences."""

from extract.relations.link import link_relations

__all__ = ["link_relations"]
