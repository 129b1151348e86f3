"""The report's charts, as Vega-Lite specifications made with Altair; the page fills in the data.

Labels call the functions ``word`` and ``shortNumber``, which the page gives to Vega, so that one specification serves
both languages. Every row carries ``tip``, the text shown when a reader points at it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt

# Colours that stay apart for colour-blind readers (Okabe and Ito); shape and order say the same again.
STATUS_COLOURS = {"actual": "#0072b2", "target": "#e69f00", "forecast": "#cc79a7"}
STATUS_SHAPES = {"actual": "circle", "target": "triangle-up", "forecast": "diamond"}


def chart_specifications() -> dict[str, dict[str, Any]]:
    """Specifications by name; each reads a named data set ``rows``.

    ``months`` and ``years`` want rows of time, status, n_facts; ``provinces`` of name, n_facts; ``metric`` of date,
    value, high (upper end of a range or null), status, subject.
    """
    import altair as alt  # heavy, and wanted only here

    rows = alt.NamedData(name="rows")
    charts = {
        "months": _counts_over_time(alt.Chart(rows)),
        "years": _counts_over_time(alt.Chart(rows)),
        "provinces": _ranking(alt.Chart(rows)),
        "metric": _values_over_time(alt.Chart(rows)),
    }
    return {name: chart.to_dict(validate=False) for name, chart in charts.items()}


def chart_library() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, from the copy that vl-convert carries."""
    import vl_convert

    return str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"))


def _counts_over_time(chart: alt.Chart) -> Any:
    import altair as alt

    return (
        chart.mark_bar()
        .encode(
            x=alt.X("time:O", title=None),
            y=alt.Y("n_facts:Q", title=None, stack="zero", axis=alt.Axis(labelExpr="shortNumber(datum.value)")),
            color=_status_colour(),
            order=alt.Order("order:Q"),
            tooltip=alt.Tooltip("tip:N"),
        )
        .properties(width="container", height=220)
    )


def _ranking(chart: alt.Chart) -> Any:
    import altair as alt

    return (
        chart.mark_bar(color=STATUS_COLOURS["actual"], cursor="pointer")
        .encode(
            x=alt.X("n_facts:Q", title=None, axis=alt.Axis(labelExpr="shortNumber(datum.value)")),
            y=alt.Y("name:N", sort="-x", title=None),
            tooltip=alt.Tooltip("tip:N"),
        )
        .properties(width="container")
    )


def _values_over_time(chart: alt.Chart) -> Any:
    """Points apart by status; a line joins what one subject actually reached, a bar spans a range."""
    import altair as alt

    date = alt.X("date:T", title=None, axis=alt.Axis(format="%Y-%m-%d", tickCount=8))
    value = alt.Y(
        "value:Q", title=None, scale=alt.Scale(zero=False), axis=alt.Axis(labelExpr="shortNumber(datum.value)")
    )
    line = (
        chart.mark_line(color=STATUS_COLOURS["actual"], opacity=0.35)
        .encode(x=date, y=value, detail="subject:N")
        .transform_filter("datum.status === 'actual'")
    )
    span = (
        chart.mark_rule(strokeWidth=3, opacity=0.6)
        .encode(x=date, y=value, y2="high:Q", color=_status_colour())
        .transform_filter("isValid(datum.high)")
    )
    point = chart.mark_point(filled=True, size=110, opacity=0.9, cursor="pointer").encode(
        x=date,
        y=value,
        color=_status_colour(),
        shape=alt.Shape(
            "status:N",
            scale=alt.Scale(domain=list(STATUS_SHAPES), range=list(STATUS_SHAPES.values())),
            legend=_status_legend(),
        ),
        tooltip=alt.Tooltip("tip:N"),
    )
    return alt.layer(line, span, point).properties(width="container", height=300)


def _status_colour() -> alt.Color:
    import altair as alt

    scale = alt.Scale(domain=list(STATUS_COLOURS), range=list(STATUS_COLOURS.values()))
    return alt.Color("status:N", scale=scale, legend=_status_legend())


def _status_legend() -> alt.Legend:
    import altair as alt

    return alt.Legend(orient="top", title=None, labelExpr="word(datum.label)")
