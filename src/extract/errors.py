"""The errors this package raises on purpose; each message says how to mend what failed."""

from __future__ import annotations


class ExtractError(Exception):
    """Root of every error raised on purpose, so that a caller can catch them all at once."""


class ManifestError(ExtractError):
    """A manifest line that cannot be used; the message names the file and the line."""


class LexiconError(ExtractError):
    """A lexicon or rule file that breaks its own format; the message names the file and the line."""


class ModelError(ExtractError):
    """A model that is missing or cannot be loaded; the message names the path and the command that makes it."""


class PublishError(ExtractError):
    """Tables that could not be published; what was published before is still in place."""


class DocumentRejectedError(ExtractError):
    """A document that cannot be read.

    Args:
        reason: a stable code, written to ``rejects.reason``.
        message: what was wrong, for a person.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
