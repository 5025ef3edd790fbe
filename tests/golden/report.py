"""Counts and disagreements: what comparing an event with gold facts gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.golden.gold import Gold, Span


@dataclass(slots=True)
class Count:
    """How many were right, of how many predicted and how many asked for."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Right of predicted, 1 when nothing was predicted."""
        return self.right / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """Right of asked for, 1 when nothing was."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.predicted + self.gold
        return 2 * self.right / total if total else 1.0

    def add(self, other: Count) -> None:
        """Count another article's figures in."""
        self.right += other.right
        self.predicted += other.predicted
        self.gold += other.gold


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One stretch on which people and pipeline differ."""

    article: str
    part: str
    phrase: str
    right: str
    found: str

    def __str__(self) -> str:
        return f"{self.article}: {self.part}: {self.phrase}: is {self.right}; found {self.found}"


@dataclass(slots=True)
class Report:
    """Figures by part, and each disagreement."""

    counts: dict[str, Count] = field(default_factory=dict)
    disagreements: list[Disagreement] = field(default_factory=list)

    def add(self, other: Report) -> None:
        """Count another article's report in."""
        for part, count in other.counts.items():
            self.counts.setdefault(part, Count()).add(count)
        self.disagreements += other.disagreements

    def table(self) -> str:
        """The figures, one part a line, in percent."""
        lines = [
            f"{'part':<14} {'P %':>6} {'R %':>6} {'F1 %':>6} {'right':>6} {'pred.':>6} {'gold':>6}"
        ]
        for part, count in self.counts.items():
            percents = (100 * figure for figure in (count.precision, count.recall, count.f1))
            totals = (count.right, count.predicted, count.gold)
            lines.append(
                f"{part:<14} "
                + " ".join(f"{figure:6.1f}" for figure in percents)
                + " "
                + " ".join(f"{total:6d}" for total in totals)
            )
        return "\n".join(lines)


def span_of(mention: Mapping[str, Any]) -> Span:
    """The span of a mention or number of an event."""
    return Span(0 if mention["field"] == "title" else 1, mention["start"], mention["end"])


def phrase(gold: Gold, span: Span) -> str:
    """A span in brackets with a few words on both sides."""
    text = gold.fields[span.field]
    before, after = text[max(0, span.start - 25) : span.start], text[span.end : span.end + 25]
    return f"{before}[{gold.text(span)}]{after}".replace("\n", " ")


class Part:
    """What the comparers share: the article, the event, and the report that they fill."""

    def __init__(self, gold: Gold, event: Mapping[str, Any], report: Report) -> None:
        self.gold, self.event, self.report = gold, event, report

    def count(self, part: str, right: int, predicted: int, gold: int) -> None:
        self.report.counts.setdefault(part, Count()).add(Count(right, predicted, gold))

    def differ(self, part: str, span: Span, right: str, found: str) -> None:
        self.report.disagreements.append(
            Disagreement(self.gold.name, part, phrase(self.gold, span), right, found)
        )


def listed(options: Iterable[Any]) -> str:
    """Options for people to read."""
    return "/".join(sorted(str(option) for option in options))
