"""Texts as the recogniser reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.entities.rules.reading import readable

WRAPPED = "The ministry said on Tuesday that the talks in\nGeneva would go on."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WRAPPED, WRAPPED.replace("\n", " ")),
        (WRAPPED.replace("\n", "\r\n"), WRAPPED.replace("\n", " \u00a0")),
        (WRAPPED.replace("\n", " \n"), WRAPPED.replace("\n", " \u00a0")),
        (f"  {WRAPPED}".replace("\n", "\n  "), f"  {WRAPPED}".replace("\n", " \u00a0\u00a0")),
        (f"  {WRAPPED}", f"  {WRAPPED}".replace("\n", " ")),
        (WRAPPED.replace("\n", "\n  "), WRAPPED.replace("\n", "\n  ")),
        (f"{WRAPPED[:46]} Dr.\nLund led.", f"{WRAPPED[:46]} Dr. Lund led."),
        (f"{WRAPPED[:46]} it.\nLund led.", f"{WRAPPED[:46]} it.\nLund led."),
        ("  Results\n  Chelsea 2", "  Results\n  Chelsea 2"),
        ("Results\nChelsea 2", "Results\nChelsea 2"),
        (f"{'Leeds 1 ' * 6}(Rossi 3)\nColne 2", f"{'Leeds 1 ' * 6}(Rossi 3)\nColne 2"),
        (f"{'of the 1 ' * 6}2\nwent", f"{'of the 1 ' * 6}2 went"),
        ("It ended.\nThen came rain.", "It ended.\nThen came rain."),
        ("a\tb\u00a0c", "a b c"),
        ("Brazil’s “plan”", 'Brazil\'s "plan"'),
        ("WASHINGTON (AP) -- A storm", "Washington (AP) -- A storm"),
        ("SAN FRANCISCO, Calif. -- A storm", "San Francisco, Calif. -- A storm"),
        ("PORT OF SPAIN - A storm", "Port of Spain - A storm"),
        ("RIO DE JANEIRO _ A storm", "Rio de Janeiro _ A storm"),
        ("By ANN LEE-HOLT and BO COE\n\nRain fell.", "By Ann Lee-Holt and Bo Coe\n\nRain fell."),
        (
            f"Wales - {'Bo Coe, ' * 6}Al Hope\nFiji - Cy Abu",
            f"Wales - {'Bo Coe, ' * 6}Al Hope\nFiji - Cy Abu",
        ),
        (
            "TENNIS - LINDT BEATS BRANDT IN FINAL\n\nIt rained.",
            "Tennis - Lindt beats Brandt in Final\n\nIt rained.",
        ),
        ("By ANN LEE\nc. 1996 The Sun\nRain fell.", "By Ann Lee\nc. 1996 The Sun\nRain fell."),
        (
            "ORPHANS LEAVE AS REBELS HOLD THE CAPITAL OF CHAD\nLome slept.",
            "Orphans leave as rebels hold the capital of Chad\nLome slept.",
        ),
        (
            "REBELS WHO HOLD NORTHERN CHAD MARCH SOUTH\n\nRain.",
            "rebels who hold northern Chad March south\n\nRain.",
        ),
        ("TALKS ON NORTHERN IRELAND END\n\nRain.", "talks on Northern Ireland end\n\nRain."),
        ("NATO chief speaks", "NATO chief speaks"),
        ("PATNA: Two boats sank.", "Patna: Two boats sank."),
        ("UPDATE: Two boats sank.", "UPDATE: Two boats sank."),
        ("IAEA: Two sites are shut.", "IAEA: Two sites are shut."),
        ("BOGOTÁ — Two boats sank.", "Bogotá — Two boats sank."),
        (
            "MERKEL MEETS MACRON IN PARIS\n\nAngela Merkel met him.",
            "Merkel meets Macron in Paris\n\nAngela Merkel met him.",
        ),
        ("NATO AND RUSSIA HOLD TALKS\n\nTalks", "NATO and Russia hold talks\n\nTalks"),
        ("US DENIES BUSH RAID\n\nHe told us so.", "US denies Bush raid\n\nHe told us so."),
        (
            "WIDOW SUES GREEN PARTY\n\nWidow Ann Lee sued a party.",
            "widow sues Green party\n\nWidow Ann Lee sued a party.",
        ),
    ],
)
def test_layout_and_capitals_become_plain(text: str, expected: str) -> None:
    """Wrapped lines, tabs, curly quotes, datelines and headlines in capitals are made plain."""
    assert readable(text) == expected


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_length_never_changes(text: str) -> None:
    """Every offset of the readable text is the same offset of the published one."""
    assert len(readable(text)) == len(text)


@given(st.text(st.sampled_from("ABİßẞŉǰ \n.,-(“"), max_size=200))
def test_length_never_changes_in_capitals(text: str) -> None:
    """Letters whose other case is longer stay as they are."""
    assert len(readable(text)) == len(text)
