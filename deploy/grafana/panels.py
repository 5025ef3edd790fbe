"""A panel in this project's words, and its translation into Grafana's.

Pure: a `Panel` says what is asked of Prometheus and how it reads; `build` gives the SDK's builder.
Every panel has a description, the panels of one row are laid out by their widths, and all of them
use the dashboard's variables for the data source, the streams and the instances.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from grafana_foundation_sdk.builders import bargauge, common, heatmap, stat, table, timeseries
from grafana_foundation_sdk.builders import dashboard as builders
from grafana_foundation_sdk.builders import prometheus as query
from grafana_foundation_sdk.models import common as options
from grafana_foundation_sdk.models import dashboard as models
from grafana_foundation_sdk.models import heatmap as heat_options
from grafana_foundation_sdk.models import prometheus as query_options

SOURCE: Final = models.DataSourceRef(type_val="prometheus", uid="${source}")
GRID: Final = 24  # Grafana's columns

Kind = Literal["lines", "stacked", "number", "bars", "heat", "table"]


@dataclass(frozen=True, slots=True)
class Panel:
    """What one panel asks and how it shows the answer.

    ``queries`` are (PromQL, legend); the stream's name goes before each legend. ``limits`` are the
    values at which the colour turns to orange and to red; descending ones mean that less is worse.
    """

    title: str
    help: str
    queries: tuple[tuple[str, str], ...]
    unit: str = "short"
    kind: Kind = "lines"
    limits: tuple[float, float] | None = None
    width: int = 8
    height: int = 8
    runbook: str | None = None


def lay_out(panels: Sequence[Panel]) -> list[models.GridPos]:
    """The place of each panel, left to right, then down."""
    places = []
    x = y = deepest = 0
    for panel in panels:
        if x + panel.width > GRID:
            x, y, deepest = 0, y + deepest, 0
        places.append(models.GridPos(h=panel.height, w=panel.width, x=x, y=y))
        x, deepest = x + panel.width, max(deepest, panel.height)
    return places


def build(panel: Panel, place: models.GridPos, number: int) -> Any:
    """The SDK's builder of one panel."""
    made = {
        "lines": _lines,
        "stacked": _stacked,
        "number": _number,
        "bars": _bars,
        "heat": _heat,
        "table": _table,
    }[panel.kind](panel)
    made = made.id(number).title(panel.title).description(panel.help).datasource(SOURCE)
    made = made.grid_pos(place).unit(panel.unit)
    for index, (expression, legend) in enumerate(panel.queries):
        made = made.with_target(_query(panel, expression, legend, "ABCDEFGH"[index]))
    if panel.limits:
        made = made.thresholds(_thresholds(panel.limits))
    if panel.runbook:
        link = builders.DashboardLink("What to do").url(panel.runbook).target_blank(True)
        made = made.links([link])
    return made


def _query(panel: Panel, expression: str, legend: str, ref: str) -> Any:
    if panel.kind not in ("heat", "table"):
        legend = f"{{{{stream}}}} {legend}".strip()  # nothing where the scrape gives no name
    made = query.Dataquery().expr(expression).legend_format(legend).ref_id(ref)
    if panel.kind == "heat":
        return made.format(query_options.PromQueryFormat.HEATMAP).range()
    if panel.kind == "table":
        return made.format(query_options.PromQueryFormat.TABLE).instant()
    return made.instant() if panel.kind == "bars" else made.range()


def _lines(panel: Panel) -> Any:
    legend = (
        common.VizLegendOptions()
        .display_mode(options.LegendDisplayMode.TABLE)
        .placement(options.LegendPlacement.BOTTOM)
        .show_legend(True)
        .calcs(["lastNotNull", "max"])
    )
    tooltip = (
        common.VizTooltipOptions()
        .mode(options.TooltipDisplayMode.MULTI)
        .sort(options.SortOrder.DESCENDING)
    )
    made = timeseries.Panel().legend(legend).tooltip(tooltip).fill_opacity(8).min(0)
    made = made.line_width(1).show_points(options.VisibilityMode.NEVER)
    if panel.limits:
        style = common.GraphThresholdsStyleConfig().mode(options.GraphTresholdsStyleMode.DASHED)
        made = made.thresholds_style(style)
    return made


def _stacked(panel: Panel) -> Any:
    stacking = common.StackingConfig().mode(options.StackingMode.NORMAL)
    return _lines(panel).stacking(stacking).fill_opacity(40)


def _number(panel: Panel) -> Any:
    return (
        stat.Panel()
        .reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"]))
        .color_mode(options.BigValueColorMode.VALUE)
        .graph_mode(options.BigValueGraphMode.AREA)
        .no_value("–")
    )


def _bars(panel: Panel) -> Any:
    return (
        bargauge.Panel()
        .orientation(options.VizOrientation.HORIZONTAL)
        .display_mode(options.BarGaugeDisplayMode.BASIC)
        .reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"]))
        .color_scheme(builders.FieldColor().mode(models.FieldColorModeId.FIXED).fixed_color("blue"))
        .min(0)
        .decimals(0)
    )


def _heat(panel: Panel) -> Any:
    colour = (
        heatmap.HeatmapColorOptions()
        .mode(heat_options.HeatmapColorMode.SCHEME)
        .scheme("Blues")
        .steps(32)
    )
    axis = heatmap.YAxisConfig().unit(panel.unit)
    return heatmap.Panel().calculate(False).color(colour).y_axis(axis)


def _table(panel: Panel) -> Any:
    hidden = ["Time", "__name__", "job", "Value"]
    organise = models.DataTransformerConfig(
        id_val="organize", options={"excludeByName": dict.fromkeys(hidden, True)}
    )
    return table.Panel().show_header(True).with_transformation(organise)


def _thresholds(limits: tuple[float, float]) -> Any:
    first, second = limits
    colours = ("green", "orange", "red") if first <= second else ("red", "orange", "green")
    edges = sorted(limits)
    steps = [models.Threshold(value=None, color=colours[0])]
    steps += [
        models.Threshold(value=edge, color=colour)
        for edge, colour in zip(edges, colours[1:], strict=True)
    ]
    return builders.ThresholdsConfig().mode(models.ThresholdsMode.ABSOLUTE).steps(steps)
