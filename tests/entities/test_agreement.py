"""One label a name: what a recogniser is sure of stands, what it doubts the words decide."""

from __future__ import annotations

import pytest

from pipeline.article.model import Article
from pipeline.entities.annotate import entities
from pipeline.entities.recogniser import Span

Seen = tuple[str, str, float]


def labels(text: str, *seen: Seen) -> dict[str, str]:
    """The label of each mention's text; ``seen`` is (name, label, confidence), in order."""
    spans, at = [], 0
    for name, label, chance in seen:
        at = text.index(name, at)
        spans.append(Span(at, at + len(name), label, chance))
        at += len(name)
    found = entities(Article("a", text, "0"), [spans])
    return {mention.text: entity.type for entity in found for mention in entity.mentions}


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Archibald Hill", "PERSON"),
        ("Gordon Plant", "PERSON"),
        ("George Strait", "PERSON"),
        ("Crowded House", "ORG"),
        ("Nottingham Forest", "ORG"),
        ("Barry Town", "ORG"),
        ("Zippo Games", "ORG"),
        ("Segni Pact", "ORG"),
        ("Simon Wiesenthal Center", "ORG"),
        ("Christian Aid", "ORG"),
        ("Anand", "PERSON"),
        ("Chandler", "PERSON"),
        ("Norman", "PERSON"),
        ("El Mundo", "ORG"),
        ("Fort Worth Star-Telegram", "ORG"),
    ],
)
def test_what_a_recogniser_is_sure_of_stands(name: str, label: str) -> None:
    """Lists, last words, first words and given names tip no recogniser that is sure."""
    assert labels(f"There was {name} again.", (name, label, 0.95)) == {name: label}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The ship was bound for Karonga on Monday.", "GPE"),
        ("The designer left for Karonga in May.", "ORG"),
    ],
)
def test_people_leave_for_firms_and_ships_are_bound_for_ports(text: str, label: str) -> None:
    assert labels(text, ("Karonga", "ORG", 0.6)) == {"Karonga": label}


@pytest.mark.parametrize(
    ("name", "seen", "chance", "expected"),
    [
        ("Chess Records", "WORK_OF_ART", 0.5, "ORG"),
        ("Adler Planetarium", "ORG", 0.4, "FAC"),
        ("Raj Bhavan", "PERSON", 0.8, "FAC"),
        ("Treaty of Hiram", "ORG", 0.6, "LAW"),
        ("Carnaval de Hiram", "ORG", 0.7, "EVENT"),
        ("Marseille", "PERSON", 0.3, "GPE"),
        ("Dover School District", "GPE", 0.5, "ORG"),
    ],
)
def test_what_a_recogniser_doubts_the_name_decides(
    name: str, seen: str, chance: float, expected: str
) -> None:
    assert labels(f"There was {name} again.", (name, seen, chance)) == {name: expected}


@pytest.mark.parametrize(
    ("name", "seen", "expected"),
    [
        ("Legal Resources Centre", "ORG", "ORG"),
        ("Legal Resources Centre", "FAC", "FAC"),
        ("Legal Resources Centre", "PERSON", "FAC"),
        ("Mercy Hospital", "PERSON", "ORG"),
        ("Bristol City", "ORG", "ORG"),
        ("Bristol City", "WORK_OF_ART", "GPE"),
        ("Midway Games", "ORG", "ORG"),
        ("Midway Games", "PERSON", "EVENT"),
        ("Peace Convention", "ORG", "ORG"),
    ],
)
def test_a_last_word_that_tells_two_labels_lets_the_recogniser_choose(
    name: str, seen: str, expected: str
) -> None:
    """A centre, a hospital or a city's club acts or is gone to; the likelier where it saw none."""
    assert labels(f"There was {name} again.", (name, seen, 0.3)) == {name: expected}


def test_a_body_that_one_dies_at_is_a_building() -> None:
    name = "Hutchinson Cancer Center"
    assert labels(f"He died at the {name}.", (name, "ORG", 0.4)) == {name: "FAC"}
    assert labels(f"He sued the {name}.", (name, "ORG", 0.4)) == {name: "ORG"}


@pytest.mark.parametrize("name", ["D. T. Hall", "John S. Hall", "Tina Arena", "George Canyon"])
def test_a_surname_that_is_a_place_word_stays_a_surname(name: str) -> None:
    """Initials or a given name stand in front."""
    assert labels(f"There was {name} again.", (name, "PERSON", 0.4)) == {name: "PERSON"}


@pytest.mark.parametrize(
    "name",
    ["Veterans of Foreign Wars", "Sons of the American Revolution", "Friends of Hiram Lake"],
)
def test_the_word_before_of_tells_not_the_last(name: str) -> None:
    assert labels(f"There was {name} again.", (name, "ORG", 0.4)) == {name: "ORG"}


def test_a_mention_counts_by_its_confidence() -> None:
    """Two doubtful mentions give way to one that is sure."""
    text = "Quillbay met. Then Quillbay grew. Later Quillbay left."
    seen = [("Quillbay", "GPE", 0.2), ("Quillbay", "ORG", 0.95), ("Quillbay", "GPE", 0.2)]
    assert labels(text, *seen) == {"Quillbay": "ORG"}


def test_a_surname_is_stronger_than_a_town_but_not_than_a_firm() -> None:
    """Firms are called after persons, towns seldom are in one article with them."""
    text = "Ann Belmoor spoke. Belmoor has twelve hits."
    person = ("Ann Belmoor", "PERSON", 0.9)
    assert labels(text, person, ("Belmoor", "GPE", 0.95))["Belmoor"] == "PERSON"
    assert labels(text, person, ("Belmoor", "ORG", 0.95))["Belmoor"] == "ORG"


def test_a_person_that_the_recogniser_is_sure_of_is_no_place_for_an_in() -> None:
    """ "as cited in Webb, 1998", but a name that it doubts is where one lives."""
    assert labels("It is cited in Durrin.", ("Durrin", "PERSON", 0.95)) == {"Durrin": "PERSON"}
    assert labels("Many live in Durrin.", ("Durrin", "PERSON", 0.5)) == {"Durrin": "GPE"}


def test_a_family_bears_a_persons_name() -> None:
    """After "the" a name is seldom a person's, but in "the Durrin family"."""
    seen = ("Durrin", "PERSON", 0.2)
    votes = [("Durrin", "GPE", 0.3)]
    text = "Today the Durrin {} sold. Then Durrin grew."
    assert labels(text.format("family"), seen, *votes)["Durrin"] == "GPE"
    assert labels(text.format("family"), ("Durrin", "PERSON", 0.6), *votes)["Durrin"] == "PERSON"
    assert labels(text.format("diamond"), ("Durrin", "PERSON", 0.6), *votes)["Durrin"] == "GPE"


@pytest.mark.parametrize(
    ("text", "name", "label", "chance", "expected"),
    [
        ("Of the ruling Durrena party, she won.", "Durrena", "GPE", 0.5, "ORG"),
        ("The Liberal Party T. Pat Reid lost.", "T. Pat Reid", "PERSON", 0.5, "PERSON"),
        ("He wrote for the magazine Durrin.", "Durrin", "PERSON", 0.5, "ORG"),
        ("Durrin claimed responsibility at noon.", "Durrin", "PERSON", 0.5, "ORG"),
        ("Durrin took nine of the 40 seats.", "Durrin", "GPE", 0.5, "ORG"),
        ("Durrin quoted an aide as saying so.", "Durrin", "PERSON", 0.5, "ORG"),
        ("Durrin, based in Lyon, closed.", "Durrin", "GPE", 0.5, "ORG"),
        ("He told Durrin in a radio interview.", "Durrin", "PERSON", 0.5, "ORG"),
        ("He told Durrin in a radio studio.", "Durrin", "PERSON", 0.5, "PERSON"),
        ("It was first reported by Durrin.", "Durrin", "GPE", 0.5, "ORG"),
        ("Fighters of Durrin fled.", "Durrin", "PERSON", 0.5, "ORG"),
        ("Residents of Durrin fled.", "Durrin", "PERSON", 0.5, "GPE"),
        ("A bus bound for Durrin burnt.", "Durrin", "PERSON", 0.5, "GPE"),
        ("He voted for Durrin at once.", "Durrin", "PERSON", 0.5, "PERSON"),
        ("Hundreds of ethnic Durrins fled.", "Durrins", "GPE", 0.5, "NORP"),
        ("The Durrin Sims class sailed.", "Durrin Sims", "EVENT", 0.2, "EVENT"),
    ],
)
def test_words_beside_a_name(
    text: str, name: str, label: str, chance: float, expected: str
) -> None:
    """What parties, firms, agencies, towns and peoples do, and what they alone have.

    A noun with a capital is part of a name, no apposition.
    """
    assert labels(text, (name, label, chance))[name] == expected


def test_only_storms_are_called_by_half_their_name() -> None:
    text = "Storm Durrin came. Durrin left."
    assert labels(text, ("Storm Durrin", "EVENT", 0.9), ("Durrin", "PERSON", 0.5)) == {
        "Storm Durrin": "EVENT",
        "Durrin": "EVENT",
    }
    text = "The Durrin Succession began. Durrin sons fought."
    seen = [("Durrin Succession", "EVENT", 0.9), ("Durrin", "ORG", 0.5)]
    assert labels(text, *seen)["Durrin"] == "ORG"


def test_islands_that_play_their_part_are_no_team() -> None:
    text = (
        "The coach scored a goal in the League. The Durrin Islands have ports. They beat all. "
        "The goalkeeper left."
    )
    name = "Durrin Islands"
    assert labels(text, (name, "LOC", 0.9))[name] == "LOC"


def test_a_capital_has_no_father() -> None:
    """Capitals are said to speak; what is born and has kin is a person named in full."""
    text = "Ann Paris left the ship. {}"
    seen = [("Ann Paris", "PERSON", 0.9), ("Paris", "GPE", 0.7)]
    for told in ("Paris was born in Ghent.", "It is said that Paris's father died."):
        assert labels(text.format(told), *seen)["Paris"] == "PERSON"
    assert labels(text.format("Paris said no."), *seen)["Paris"] == "GPE"
