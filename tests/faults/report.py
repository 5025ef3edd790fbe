"""Turns outcomes into the table of docs/faults.md, and into JSON for machines. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from tests.faults.judge import Verdict
from tests.faults.run import Outcome
from tests.faults.scenes import CONTROL, MATRIX

COLUMNS: Final = (
    "fault",
    "articles",
    "SIGKILLs",
    "lost",
    "doubled",
    "doubled, by rule",
    "disordered",
    "wrong bytes",
    "misjudged",
    "commits ahead",
    "samples",
    "lag",
    "s",
    "",
)


def row(outcome: Outcome) -> tuple[str, ...]:
    """One outcome's cells; counts are sums over the three stages."""
    total = outcome.total
    return (
        outcome.scene.name,
        str(outcome.articles),
        str(outcome.kills),
        str(total("lost") + total("unknown")),
        str(total("doubled")),
        str(total("doubled_by_rule")),
        str(total("disordered")),
        str(total("differing")),
        str(total("misjudged") + total("altered")),
        str(outcome.premature),
        str(outcome.samples),
        str(outcome.lag),
        f"{outcome.seconds:.0f}",
        "clean" if outcome.is_clean else "NOT CLEAN",
    )


def table(outcomes: Sequence[Outcome]) -> str:
    """A markdown table."""
    lines = [COLUMNS, tuple("---" for _ in COLUMNS), *(row(outcome) for outcome in outcomes)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def page(
    matrix: Sequence[Outcome],
    control: Sequence[Outcome],
    *,
    date: str,
    machine: str,
    command: str,
) -> str:
    """The text of docs/faults.md."""
    articles = sum(outcome.articles for outcome in matrix)
    kills = sum(outcome.kills for outcome in matrix)
    clean = sum(outcome.is_clean for outcome in matrix)
    return f"""\
# The fault matrix

Written by `{command}` on {date}, {machine}.

{clean} of {len(matrix)} faults left the stream clean: {articles:,} articles through three stages,
{kills} workers killed with SIGKILL, on a real Apache Kafka with real worker processes.

{table(matrix)}

What was done in each row:

{chr(10).join(f"* **{outcome.scene.name}**: {outcome.scene.what}" for outcome in matrix)}

## How to read it
Every article record has a position in the first topic, and every event and dead letter carries it
in its `origin` header. After each fault all topics are read back, and for each stage and position
there must be exactly one record, in the output topic or in the dead letters. Counts are sums over
the three stages.

* **lost**: positions without a record, or records of no known position.
* **doubled**: physical records beyond the first of a position. **By rule**: those that a reader
  still sees who drops every origin that does not grow along its partition, as each stage and
  `pipeline subscribe` do. After a pause past its session a worker, or its broker, may still write
  a batch that was under way (docs/delivery.md): only in the rows *pause* and *broker paused* may
  the first be above 0, never the second.
* **disordered**: records whose origin steps back along a partition.
* **wrong bytes**: events that differ in any byte from the fold of the same stages without Kafka,
  which is also what the row *no fault* is held against.
* **misjudged**: dead letters that should be events, the reverse, or letters without the original
  bytes.
* **commits ahead**: samples, taken four times a second all along, in which a group had committed an
  offset above an input whose output or dead letter was not in its topic yet.
* **lag**: records left unread at the end.

## The control arm
The same load and the same faults, with the three stages written as plain Faust agents. If the judge
found nothing here, it could not be believed above.

{table(control)}
"""


def machine_readable(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """The outcomes as JSON takes them."""
    return [
        {
            "fault": outcome.scene.name,
            "clean": outcome.is_clean,
            "articles": outcome.articles,
            "sigkills": outcome.kills,
            "starts": outcome.starts,
            "exits": {str(status): count for status, count in sorted(outcome.exits.items())},
            "commits_ahead": outcome.premature,
            "samples": outcome.samples,
            "lag": outcome.lag,
            "seconds": round(outcome.seconds, 1),
            "troubles": list(outcome.troubles),
            "stages": [asdict(verdict) for verdict in outcome.verdicts],
        }
        for outcome in outcomes
    ]


def from_json(row: dict[str, Any]) -> Outcome:
    """The outcome that `machine_readable` wrote."""
    scene = next(scene for scene in (*MATRIX, *CONTROL) if scene.name == row["fault"])
    return Outcome(
        scene,
        articles=row["articles"],
        kills=row["sigkills"],
        starts=row["starts"],
        exits={int(status): count for status, count in row["exits"].items()},
        verdicts=tuple(Verdict(**verdict) for verdict in row["stages"]),
        premature=row["commits_ahead"],
        samples=row["samples"],
        lag=row["lag"],
        seconds=row["seconds"],
        troubles=tuple(row["troubles"]),
    )
