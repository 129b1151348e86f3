"""Why tables were not published, told apart so that a scheduler knows whether to try again."""

from __future__ import annotations

from extract.errors import PublishError


class FolderBusyError(PublishError):
    """Another run holds the output folder; trying again later helps."""


class HeldError(PublishError):
    """An earlier version was restored and stays until a person says otherwise."""


class ChecksFailedError(PublishError):
    """The tables failed their checks; a person has to look."""


class StorageError(PublishError):
    """The disk, or the database, could not be written; the message says what to do.

    Args:
        message: for a person.
        is_transient: whether trying again in a moment may help.
    """

    def __init__(self, message: str, *, is_transient: bool = False) -> None:
        super().__init__(message)
        self.is_transient = is_transient
