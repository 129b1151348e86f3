"""The ``extract`` command."""

from extract.cli.app import main

__all__ = ["main"]
