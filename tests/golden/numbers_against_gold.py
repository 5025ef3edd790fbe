"""Numbers against gold: kinds, values and units; then spans, approximators and nouns."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.golden.gold import GoldNumber, Span
from tests.golden.report import Part, listed, span_of

#: Kinds whose predictions may stand without a digit ("Monday"): no gold, and no mistake.
CALENDAR = frozenset({"date", "time"})


class Numbers(Part):
    """Numbers with their kinds, values and units; then spans, approximators and nouns."""

    def compare(self) -> None:
        found = {span_of(number): number for number in self.event["numbers"]}
        asked = [number for number in self.gold.numbers if not number.optional]
        free = [number.span for number in self.gold.numbers if number.optional]
        met: dict[Span, GoldNumber] = {}
        missed = []
        for number in asked:
            near = [s for s in found if s.overlaps(number.span) and s not in met]
            match = next((s for s in sorted(near) if agrees(number, found[s])), None)
            if match is None:
                missed.append((number, near))
            else:
                met[match] = number
        judged = [s for s in found if s in met or not self._unasked(s, found[s], free)]
        self.count("numbers", len(met), len(judged), len(asked))
        self._details(found, met)
        self._tell(found, missed, [s for s in judged if s not in met])

    @staticmethod
    def _unasked(span: Span, number: Mapping[str, Any], free: Iterable[Span]) -> bool:
        if any(span.overlaps(other) for other in free):
            return True
        return number["kind"] in CALENDAR and not any(c.isdigit() for c in number["text"])

    def _details(
        self, found: Mapping[Span, Mapping[str, Any]], met: Mapping[Span, GoldNumber]
    ) -> None:
        exact = [s for s, number in met.items() if _same_span(s, number, found[s]["kind"])]
        self.count("number spans", len(exact), len(met), len(met))
        near = [s for s, number in met.items() if _approx_agrees(number, found[s])]
        self.count("approx", len(near), len(met), len(met))
        nouns = {s: number.of for s, number in met.items() if number.of is not None}
        same = [s for s, of in nouns.items() if found[s]["of"] in of]
        self.count("of", len(same), len(nouns), len(nouns))
        for span, number in met.items():
            entry = found[span]
            if span not in exact:
                self.differ("number spans", number.span, repr(number.text), repr(entry["text"]))
            if span not in near:
                self.differ("approx", number.span, listed(number.approx), str(entry["approx"]))
            if span in nouns and span not in same:
                self.differ("of", number.span, listed(nouns[span]), str(entry["of"]))

    def _tell(
        self,
        found: Mapping[Span, Mapping[str, Any]],
        missed: Sequence[tuple[GoldNumber, Sequence[Span]]],
        extra: Sequence[Span],
    ) -> None:
        for number, near in missed:
            others = "; ".join(_meaning(found[span]) for span in near)
            self.differ("numbers", number.span, _wanted(number), others or "nothing")
        for span in extra:
            if not any(span.overlaps(number.span) for number in self.gold.numbers):
                self.differ("numbers", span, "no number", _meaning(found[span]))


def agrees(gold: GoldNumber, number: Mapping[str, Any]) -> bool:
    """Whether a number of an event says what people read: its kind, value and unit."""
    if number["kind"] not in gold.kinds:
        return False
    if number["kind"] in CALENDAR:
        return _clock(number["value"]) == _clock(gold.value)
    if gold.terms and number["kind"] == "ratio":
        return tuple(number["terms"]) == gold.terms
    return any(_measures(gold, number, unit) for unit in gold.units)


def _measures(gold: GoldNumber, number: Mapping[str, Any], unit: str | None) -> bool:
    """Whether values are the same when the gold's are in ``unit``."""
    factor = _factor(number["unit"], unit)
    if factor is None:
        return False
    bounded = gold.low is not None or gold.high is not None
    if number["kind"] == "range":
        low, high = (gold.low, gold.high) if bounded else (gold.value, gold.value)
        pairs = [(number["low"], low), (number["high"], high)]
        if not bounded:  # "at least 5" may be said as a range with one bound
            pairs = [pair for pair in pairs if pair[0] is not None]
        return all(_equal(found, wanted, factor) for found, wanted in pairs)
    wanted = gold.value
    if bounded:
        wanted = gold.low if gold.high is None else gold.high if gold.low is None else None
    return wanted is not None and _equal(number["value"], wanted, factor)


def _equal(found: Any, wanted: Any, factor: float) -> bool:
    if found is None or wanted is None:
        return found is wanted
    return abs(float(found) * factor - float(wanted)) <= 1e-6 * max(1e-9, abs(float(wanted)))


@functools.cache
def _factor(found: str | None, wanted: str | None) -> float | None:
    """What turns values in one unit into the other; None where they differ in kind."""
    if found == wanted:
        return 1.0
    if found is None or wanted is None or found.isupper() or wanted.isupper():
        return None
    import pint

    units = _units()
    try:
        ratio = units.Quantity(1, found).to(wanted).magnitude
        zero = units.Quantity(0, found).to(wanted).magnitude
    except (pint.PintError, AttributeError, ValueError, TypeError):
        return None
    return float(ratio) if not zero else None


@functools.cache
def _units() -> Any:
    import pint

    return pint.UnitRegistry()


def _clock(value: Any) -> str:
    """A date or time of day without what adds nothing: "20", "20:00" and "T20:00:00" are one."""
    text = str(value).removeprefix("T")
    hour, colon, rest = text.partition(":")
    if colon and rest.strip("0:") == "":
        return hour
    return text.removesuffix(":00") if text.count(":") == 2 else text


def _same_span(span: Span, number: GoldNumber, kind: str) -> bool:
    """Whether a span is the gold's; words that open a range ("from", "up to") may be left out."""
    if kind == "range":
        return (span.field, span.end) == (number.span.field, number.span.end)
    return span == number.span


def _approx_agrees(gold: GoldNumber, number: Mapping[str, Any]) -> bool:
    if "range" in gold.kinds and len(gold.kinds) > 1:
        return True  # "up to 40": the bound says it in one form, the approximator in the other
    return number["approx"] in gold.approx


def _wanted(number: GoldNumber) -> str:
    value: Any = number.value
    if number.terms:
        value = number.terms
    elif number.low is not None or number.high is not None:
        value = f"{number.low}..{number.high}"
    return f"{listed(number.kinds)} {value} {listed(number.units)}"


def _meaning(number: Mapping[str, Any]) -> str:
    value = number.get("terms") or number.get("value")
    if number["kind"] == "range":
        value = f"{number['low']}..{number['high']}"
    return f"{number['kind']} {value} {number['unit']} ({number['text']!r})"
