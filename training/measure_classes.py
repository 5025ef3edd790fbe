"""The four classes of scoring, and which of them each gold source marks reliably. Pure."""

from __future__ import annotations

CLASS_OF = dict.fromkeys(("GPE", "LOC", "FAC", "LOCATION"), "LOC") | {
    "PERSON": "PER",
    "PER": "PER",
    "ORG": "ORG",
    "ORGANIZATION": "ORG",
}
#: The sources whose own marks are scored, and for which classes.
SCORED = {
    "gold-uner": ("PER", "ORG", "LOC"),
    "gold-crossner": ("PER", "ORG"),
    "gold-redocred": ("PER", "ORG"),
    "gold-masc": ("PER", "LOC"),
}


def coarse(label: str) -> str:
    """PER, ORG, LOC or MISC."""
    return CLASS_OF.get(label, "MISC")
