"""Rules and alerts with all their times divided by one number: a drill cannot wait for six hours.

What is divided: each ``for``, each range such as ``[5m]``, each ``offset``, and the one threshold
that is an age (``LATE``). What stays: the names, the labels, the ratios and counts, and the 5 s of
the objective, which is an edge of the histogram. Pure.
"""

from __future__ import annotations

import re
from typing import Any, Final

#: The threshold of an alert that is a time itself.
LATE: Final = {"PipelineFallingBehind": "stage:pipeline_behind_seconds:max > 300"}
_UNITS: Final = {"ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
_DURATION: Final = re.compile(r"(\d+)(ms|[smhd])")
_RANGE: Final = re.compile(r"(?<=\[)[0-9a-z]+(?=\])|(?<=offset )[0-9a-z]+")


def shortened(rules: dict[str, Any], factor: float) -> dict[str, Any]:
    """A rule file's content with shorter times."""
    return {
        "groups": [
            {**group, "rules": [_rule(rule, factor) for rule in group["rules"]]}
            for group in rules["groups"]
        ]
    }


def _rule(rule: dict[str, Any], factor: float) -> dict[str, Any]:
    expression = _RANGE.sub(lambda match: divided(match[0], factor), rule["expr"])
    late = LATE.get(rule.get("alert", ""))
    if late is not None:
        assert late in expression, "the threshold has changed: mend LATE"
        seconds = float(late.rpartition(" ")[2])
        expression = expression.replace(late, f"{late.rpartition(' ')[0]} {seconds / factor:g}")
    short = {**rule, "expr": expression}
    if "for" in rule:
        short["for"] = divided(rule["for"], factor)
    return short


def divided(duration: str, factor: float) -> str:
    """A Prometheus duration, divided.

    >>> divided("1h30m", 20)
    '270000ms'
    """
    total = sum(int(number) * _UNITS[unit] for number, unit in _DURATION.findall(duration))
    return f"{round(total / factor)}ms"
