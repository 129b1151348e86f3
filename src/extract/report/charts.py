"""The report's charts, as Vega-Lite specifications made with Altair; the page fills in the data."""

from __future__ import annotations

from typing import Any

# Colours that stay apart for colour-blind readers (Okabe and Ito); shape and order say the same again.
STATUS_COLOURS = {"actual": "#0072b2", "target": "#e69f00", "forecast": "#cc79a7"}


def chart_specifications() -> dict[str, dict[str, Any]]:
    """Specifications by name: ``months``, ``provinces`` and ``metric``; each reads a named data set ``rows``.

    ``months`` wants rows of month, status, n_facts; ``provinces`` of name, n_facts; ``metric`` of date, value, unit,
    status, subject, text.
    """
    import altair as alt  # heavy, and wanted only here

    rows = alt.NamedData(name="rows")
    status = alt.Color(
        "status:N",
        scale=alt.Scale(domain=list(STATUS_COLOURS), range=list(STATUS_COLOURS.values())),
        legend=alt.Legend(orient="top", title=None),
    )
    months = (
        alt.Chart(rows, width="container", height=220)
        .mark_bar()
        .encode(
            x=alt.X("month:O", title=None),
            y=alt.Y("n_facts:Q", title=None, stack="zero"),
            color=status,
            tooltip=["month:O", "status:N", "n_facts:Q"],
        )
    )
    provinces = (
        alt.Chart(rows, width="container", height=alt.Step(18), autosize=alt.AutoSizeParams(type="fit-x"))
        .mark_bar(color=STATUS_COLOURS["actual"])
        .encode(
            x=alt.X("n_facts:Q", title=None),
            y=alt.Y("name:N", sort="-x", title=None),
            tooltip=["name:N", "n_facts:Q"],
        )
    )
    metric = (
        alt.Chart(rows, width="container", height=320)
        .mark_point(filled=True, size=90)
        .encode(
            x=alt.X("date:T", title=None),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=False)),
            color=status,
            shape=alt.Shape(
                "status:N", scale=alt.Scale(domain=list(STATUS_COLOURS), range=["circle", "triangle-up", "diamond"])
            ),
            tooltip=["subject:N", "text:N", "date:T", "status:N"],
        )
    )
    charts = {"months": months, "provinces": provinces, "metric": metric}
    return {name: chart.to_dict(validate=False) for name, chart in charts.items()}


def chart_library() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, from the copy that vl-convert carries."""
    import vl_convert

    return str(vl_convert.javascript_bundle())
