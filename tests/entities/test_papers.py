"""What papers of many countries write: titles, offices, acronyms, ships, storms, headlines."""

from __future__ import annotations

import pytest

from tests.entities.test_annotate import read


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        # Titles and offices.
        ("Smt. Asha Devi met Engr. Musa Bel.", {"Smt": "ORG"}, ["Asha Devi", "Musa Bel"]),
        ("US President Joe Hill spoke.", {"Joe Hill": "PERSON"}, ["US", "Joe Hill"]),
        (
            "Secretary of Defense Ann Lee left.",
            {"Defense": "ORG", "Ann Lee": "PERSON"},
            ["Ann Lee"],
        ),
        ("Brigadier (Rtd) Bo Coe won.", {"Rtd": "ORG", "Bo Coe": "PERSON"}, ["Bo Coe"]),
        ("The Member of Parliament for Sawa", {"Parliament for Sawa": "ORG"}, ["Sawa"]),
        ("Dato' Hadi Awan of PAZ", {"Dato' Hadi Awan of PAZ": "PRODUCT"}, ["Hadi Awan", "PAZ"]),
        # Acronyms.
        ("KOLOMBO - SLXP General Secretary Daya left.", {}, ["SLXP"]),
        ("Here JX(U) spokesmen met.", {}, ["JX(U)"]),
        ("An IT chief left.", {}, []),
        ("They are of the JUX-F in Sind.", {}, ["JUX-F"]),
        ("Up went the XLXP said.", {}, ["XLXP"]),
        ("The CEO said so.", {}, []),
        ("It is R&D at B&X here.", {}, ["B&X"]),
        (
            "The Royal Fire Brigade Union met. The RFBU won.",
            {"Royal Fire Brigade Union": "ORG"},
            ["Royal Fire Brigade Union", "RFBU"],
        ),
        # Models of aircraft are no part of a name.
        ("A Kamjet DC-9 fell. Said Kamjet", {"Said Kamjet": "ORG"}, ["DC-9", "Said Kamjet"]),
        ("A Kamjet DC-9 fell; Kamjet knew.", {"; Kamjet": "ORG"}, ["DC-9", "Kamjet", "Kamjet"]),
        ("An Aeropur Boeing 757 fell.", {"Aeropur Boeing": "ORG"}, ["Aeropur", "Boeing 757"]),
        # Sums of money, portfolios, seats.
        ("It cost US$20,000.", {"US": "GPE"}, []),
        (
            "Interior minister Bo Coe.",
            {"Interior": "ORG", "Bo Coe": "PERSON"},
            ["Bo Coe"],
        ),
        ("Here Health Partners spoke.", {"Health": "ORG"}, ["Health"]),
        ("Bo Coe, D-Kilburn, spoke.", {"D-Kilburn": "PERSON"}, ["Kilburn"]),
        # Acronyms that "or" introduces.
        (
            "The Folk Union, or MSX, won.",
            {"Folk Union": "ORG"},
            ["MSX", "Folk Union"],
        ),
        (
            "The Folk Union, or UK, won.",
            {"Folk Union": "ORG"},
            ["Folk Union", "UK"],
        ),
        # Storms, ships, feasts.
        ("Then Cyclone Winsome struck.", {}, ["Cyclone Winsome"]),
        ("A Storm Warning stood.", {}, []),
        ("Power went in Storm Arwena's rain.", {}, ["Storm Arwena"]),
        ("A bank in Storm Lake closed.", {}, ["Storm Lake"]),
        ("The space shuttle Endeavor rose.", {}, ["Endeavor"]),
        ("The Fête d'hiver de Québec is on.", {}, ["Fête d'hiver de Québec"]),
        # Well-known names within sentences.
        ("He said on Twitter that it rained.", {}, ["Twitter"]),
        ("Apple trees grow.", {}, []),
        ("Leaders Ajax lead.", {"Leaders Ajax": "ORG"}, ["Ajax"]),
        ("The Champions League is on.", {"Champions League": "EVENT"}, ["Champions League"]),
    ],
)
def test_names_are_found(text: str, names: dict[str, str], expected: list[str]) -> None:
    """Found with and without a recogniser's help, and no longer nor shorter than they are."""
    mentions = [mention for texts in read(text, names).values() for mention in texts]
    assert sorted(mentions) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "name", "seen", "expected"),
    [
        ("Usin Gish Governor Ann Lee spoke.", "Usin Gish", "PERSON", "GPE"),
        ("Bank Sawa Governor Ann Lee spoke.", "Bank Sawa", "ORG", "ORG"),
        ("RXD chief Ann Lee spoke.", "RXD", "GPE", "ORG"),
        ("General of Police Kak Kang spoke.", "Kak Kang", "ORG", "PERSON"),
        ("Ann Lee, who heads Bersat, spoke.", "Bersat", "PERSON", "ORG"),
        ("The senator representing Ekit North", "Ekit North", "PERSON", "GPE"),
        ("The Pastif party won.", "Pastif", "PERSON", "ORG"),
        ("a trader at Monjard said", "Monjard", "PERSON", "ORG"),
        ("Irak Gelash, the party's chairman, won.", "Irak Gelash", "ORG", "PERSON"),
        ("VXEN, the network's operator, won.", "VXEN", "PERSON", "ORG"),
        ("a 20% stake in Rochefort Sud", "Rochefort Sud", "GPE", "ORG"),
        ("Here Banque Rochefort lent.", "Banque Rochefort", "GPE", "ORG"),
        ("Here Fuerzas del Duero rose.", "Fuerzas del Duero", "PERSON", "ORG"),
        ("the La Vinuela reservoir", "La Vinuela", "ORG", "LOC"),
        ("a Caribbean island", "Caribbean", "NORP", "NORP"),
        ("aboard the ferry Vicky Lane", "Vicky Lane", "PERSON", "PRODUCT"),
        ("Ann Lee of DAX won.", "DAX", "PERSON", "ORG"),
        ("the Chama Cha Mapin (CCM) won", "Chama Cha Mapin", "PERSON", "ORG"),
        ("all of the Caribbean, too", "Caribbean", "NORP", "LOC"),
        ("two Caribbean islands", "Caribbean", "NORP", "NORP"),
        ("over the Balkans.", "Balkans", "NORP", "LOC"),
        ("They saw Perth Glory there.", "Perth Glory", "GPE", "ORG"),
        ("They saw Perth Jones there.", "Perth Jones", "PERSON", "PERSON"),
        ("They saw Perth Waters there.", "Perth Waters", "LOC", "LOC"),
        ("He met Paris Hills there.", "Paris Hills", "LOC", "LOC"),
    ],
)
def test_context_tells_the_label(text: str, name: str, seen: str, expected: str) -> None:
    """Offices, parties, ships, constituencies, acronyms of bodies, towns with a nickname."""
    names = {name: seen} | ({"Ann Lee": "PERSON"} if "Ann Lee" in text else {})
    labels = {entity.split(" ", 1)[1]: entity.split(" ", 1)[0] for entity in read(text, names)}
    assert labels[name] == expected


def test_a_storm_goes_on_under_a_given_name() -> None:
    """A recogniser takes "Gustavo" for a man; after the storm it is the storm."""
    names = {"Hurricane Gustavo": "EVENT", "Gustavo": "PERSON"}
    assert read("Hurricane Gustavo grew. Gustavo hit Cuba.", names)["EVENT Hurricane Gustavo"] == [
        "Hurricane Gustavo",
        "Gustavo",
    ]


@pytest.mark.parametrize("head", ["JONSTONE WINS AGAIN IN LEUVEN", "Jonstone Wins Again In Leuven"])
def test_a_surname_is_found_in_headlines(head: str) -> None:
    """Capitals beside a name say nothing where all words have them."""
    found = read(f"{head}\nMichael Jonstone won.", {"Michael Jonstone": "PERSON"})
    assert len(found["PERSON Michael Jonstone"]) == 2


def test_a_headlines_capitals_part_longer_names() -> None:
    """ "Jonstone Park Opens Today" is no person's."""
    found = read("Jonstone Park Opens Today\nMike Jonstone won.", {"Mike Jonstone": "PERSON"})
    assert found["PERSON Mike Jonstone"] == ["Mike Jonstone"]
