"""The page over the sample tables, and a browser to read it with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from extract.report import write_report
from extract.report.queries import open_tables
from tests.report.browser import chromium
from tests.report.published import publish_sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_sample(tmp_path_factory.mktemp("report") / "out")


@pytest.fixture
def sql(tables: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_tables(tables) as connection:
        yield connection


@pytest.fixture(scope="session")
def page_file(tables: Path) -> Path:
    return write_report(tables, tables.parent / "report.html").path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser, page_file: Path) -> Iterator[Page]:
    """The page, opened and ready; any error, warning or request to the network fails the test."""
    context = browser.new_context(viewport={"width": 1500, "height": 950})
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    troubles: list[str] = []
    opened.on("console", lambda told: troubles.append(f"{told.type}: {told.text}"))
    opened.on("pageerror", lambda error: troubles.append(f"error: {error}"))
    opened.on("request", lambda asked: asked.url.startswith("http") and troubles.append(f"request: {asked.url}"))
    opened.goto(page_file.as_uri())
    opened.wait_for_selector("html[data-ready=true]", state="attached")
    yield opened
    context.close()
    assert troubles == []
