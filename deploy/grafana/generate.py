"""Write the Grafana dashboards as JSON: `python deploy/grafana/generate.py [FOLDER]`.

The JSON in ``dashboards/`` is committed; a test reproduces it byte for byte. Stages come from the
flow, so a new stage gets its dashboard by running this once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from boards import DEAD_LETTERS, ONE_STAGE, OVERVIEW, PLACES, WORKERS
from grafana_foundation_sdk.builders import dashboard as builders
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models import dashboard as models
from panels import SOURCE, Panel, build, lay_out

HERE: Final = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))  # run from a checkout, installed or not

from pipeline.flow import STAGES  # noqa: E402

TAG: Final = "news-enrichment"
LAST: Final = STAGES[-1].name


def main(folder: Path) -> None:
    """Write every dashboard into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, dashboard in dashboards().items():
        text = json.dumps(dashboard.build(), cls=JSONEncoder, indent=2, sort_keys=True)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def dashboards() -> dict[str, Any]:
    """Every dashboard by file name."""
    made = {
        "overview": _dashboard("overview", "The stream", OVERVIEW, all_stages=True),
        "workers": _dashboard("workers", "Workers", WORKERS, all_stages=True),
        "dead-letters": _dashboard("dead-letters", "Dead letters", DEAD_LETTERS, all_stages=True),
    }
    for stage in STAGES:
        panels = ONE_STAGE + (PLACES if "geography" in stage.adds else ())
        title = f"Stage: {stage.name}"
        made[f"stage-{stage.name}"] = _dashboard(
            f"stage-{stage.name}", title, panels, stage=stage.name
        )
    return made


def _dashboard(
    name: str, title: str, panels: Sequence[Panel], *, all_stages: bool = False, stage: str = ""
) -> Any:
    made = (
        builders.Dashboard(title)
        .uid(f"pipeline-{name}")
        .tags([TAG])
        .refresh("10s")
        .time("now-1h", "now")
        .timezone("browser")
        .tooltip(models.DashboardCursorSync.CROSSHAIR)
        .readonly()
        .with_variable(builders.DatasourceVariable("source").label("Prometheus").type("prometheus"))
        .with_variable(_choice("stream", "Stream", "label_values(pipeline_worker_ready, stream)"))
        .with_variable(
            _choice(
                "instance",
                "Worker",
                'label_values(pipeline_worker_ready{stream=~"$stream"}, instance)',
            )
        )
        .with_variable(builders.ConstantVariable("last").value(LAST))
        .with_variable(builders.ConstantVariable("runbook").value("docs/operations.md"))
        .link(_others())
    )
    made = made.with_variable(
        _choice("stage", "Stage", "label_values(pipeline_articles_received_total, stage)")
        if all_stages
        else builders.ConstantVariable("stage").value(stage)
    )
    for number, (panel, place) in enumerate(zip(panels, lay_out(panels), strict=True), start=1):
        made = made.with_panel(build(panel, place, number))
    return made


def _choice(name: str, label: str, query: str) -> Any:
    return (
        builders.QueryVariable(name)
        .label(label)
        .query(query)
        .datasource(SOURCE)
        .refresh(models.VariableRefresh.ON_TIME_RANGE_CHANGED)
        .sort(models.VariableSort.ALPHABETICAL_ASC)
        .multi(True)
        .include_all(True)
        .all_value(".*")
    )


def _others() -> Any:
    return (
        builders.DashboardLink("The other dashboards")
        .type(models.DashboardLinkType.DASHBOARDS)
        .tags([TAG])
        .as_dropdown(True)
        .keep_time(True)
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "dashboards")
