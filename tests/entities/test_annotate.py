"""Articles to entities, with a recogniser that a test spells out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.article.model import Article
from pipeline.entities.annotate import annotate, annotate_many
from pipeline.entities.model import ENTITY_TYPES, Entity
from pipeline.entities.recogniser import Recogniser, Span


@dataclass(frozen=True)
class Listed:
    """Finds the names of a list wherever they stand, the longest first."""

    names: Mapping[str, str]

    @property
    def provenance(self) -> Mapping[str, str]:
        return {"model": "list", "version": "0"}

    def recognise(self, texts: Sequence[str]) -> list[list[Span]]:
        every = "|".join(re.escape(name) for name in sorted(self.names, key=len, reverse=True))
        pattern = re.compile(every or r"(?!)")
        return [
            [Span(m.start(), m.end(), self.names[m.group()]) for m in pattern.finditer(text)]
            for text in texts
        ]


def read(text: str, names: Mapping[str, str], title: str | None = None) -> dict[str, list[str]]:
    """Each entity's "type name" with the texts of its mentions."""
    found = annotate(Article("a", text, "x", title=title), Listed(names))
    return {f"{e.type} {e.name}": [m.text for m in e.mentions] for e in found}


def test_a_surname_means_the_full_name_before_it() -> None:
    """A person found once in full is found by surname, with a title or a possessive."""
    text = "Vladimir Putin spoke. Mr Putin left; critics fear Putin's army, they said."
    assert read(text, {"Vladimir Putin": "PERSON"}) == {
        "PERSON Vladimir Putin": ["Vladimir Putin", "Putin", "Putin"]
    }


def test_a_surname_in_the_title_means_the_full_name_in_the_text() -> None:
    """The headline's short form joins the name that the text gives in full."""
    found = read("Lech Kaczor won.", {"Lech Kaczor": "PERSON", "Kaczor": "PERSON"}, "Kaczor wins")
    assert found == {"PERSON Lech Kaczor": ["Kaczor", "Lech Kaczor"]}


def test_two_bearers_of_a_surname_stay_two() -> None:
    """A surname alone goes to the nearest bearer before it, and titles tell them apart."""
    names = {"Bill Clinton": "PERSON", "Hillary Clinton": "PERSON"}
    text = "Bill Clinton ran. Hillary Clinton spoke. Then Clinton waved. Mr Clinton left."
    found = read(text, names)
    assert found["PERSON Hillary Clinton"][:2] == ["Hillary Clinton", "Clinton"]
    text = "Mr Bill Clinton ran. Mrs Hillary Clinton spoke. Later Mr Clinton left."
    assert read(text, names)["PERSON Bill Clinton"] == ["Bill Clinton", "Clinton"]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Wilma Quispe Mamani", "Quispe"),
        ("Mahmoud al-Zahawi", "Al-Zahawi"),
        ("Aung San Suu Myint", "Suu Myint"),
        ("Gabriel Rojas Prado", "Gabriel Rojas"),
        ("Wilma Quispe Mamani", "Wilma"),
        ("Luiz Ayres Lula da Costa", "Lula"),
    ],
)
def test_a_person_is_called_by_any_surname(full: str, short: str) -> None:
    """The first of two surnames, one with its article in capitals, the last two words."""
    text = f"{full} came. {short} slept."
    found = read(text, {full: "PERSON", short: "PERSON"})
    assert found == {f"PERSON {full}": [full, short]}


def test_a_person_may_be_known_by_another_name() -> None:
    """ "Also known as Prachanda"."""
    for saying in (", also known as ", ", better known as ", " alias "):
        text = f"Pushpa Dahalkar{saying}Prachanda, won. Prachanda slept."
        found = read(text, {"Pushpa Dahalkar": "PERSON", "Prachanda": "PERSON"})
        assert found == {"PERSON Pushpa Dahalkar": ["Pushpa Dahalkar", "Prachanda", "Prachanda"]}


def test_a_month_is_no_person() -> None:
    """Where a day follows, also of a person who is called so."""
    found = read("Leo May pitched. On May 9 he won, and May slept.", {"Leo May": "PERSON"})
    assert found == {"PERSON Leo May": ["Leo May", "May"]}


def test_what_a_person_is_called_tells_a_person() -> None:
    """ "A health minister" is said of the name before it, but not of where the person works."""
    names = {"Supari": "GPE", "Acme College London": "ORG"}
    text = "Supari, Indonesia's health minister, met Leo of Acme College London, a researcher."
    assert list(read(text, names)) == ["PERSON Supari", "GPE Indonesia", "ORG Acme College London"]


def test_names_run_together_are_no_longer_name() -> None:
    """Who bears a given name of his own is not the end of somebody's name."""
    names = {"Basil Ndong Gary Marsh": "PERSON", "Gary Marsh": "PERSON"}
    assert len(read("Basil Ndong Gary Marsh won. Later Gary Marsh slept.", names)) == 2


def test_a_people_and_its_members_are_one() -> None:
    """ "Turks" and "Turkish", under the adjective where there is one."""
    text = "Turks voted. A Turkish poll of Ukrainians and a Ukrainian one."
    names = dict.fromkeys(("Turks", "Turkish", "Ukrainians", "Ukrainian"), "NORP")
    assert read(text, names) == {
        "NORP Turkish": ["Turks", "Turkish"],
        "NORP Ukrainian": ["Ukrainians", "Ukrainian"],
    }


@pytest.mark.parametrize("kind", ["Hurricane", "Typhoon", "Tropical Storm"])
def test_a_storm_needs_no_recogniser(kind: str) -> None:
    """Its kind and a name are one name, but for what is about storms in general."""
    assert list(read(f"{kind} Rosita came.", {})) == [f"EVENT {kind} Rosita"]
    assert not read("Hurricane Hunters flew into it.", {})
    found = read(f"{kind} Rosita came. Rosita slept.", {"Rosita": "GPE"})
    assert found == {f"EVENT {kind} Rosita": [f"{kind} Rosita", "Rosita"]}


def test_the_initials_of_a_body_are_a_body() -> None:
    """Whatever a recogniser took them for, but for countries."""
    text = "The Danish Aid Council met. The DAC said so."
    for seen in ("PERSON", "WORK_OF_ART"):
        assert len(read(text, {"Danish Aid Council": "ORG", "DAC": seen})) == 1
    congo = read("The Danish Refugee Council left the DRC.", {"Danish Refugee Council": "ORG"})
    assert list(congo) == ["ORG Danish Refugee Council", "GPE DRC"]


@pytest.mark.parametrize(
    "text",
    [
        "The International Criminal Court (ICC) met. Judges of the ICC agreed.",
        "The ICC (International Criminal Court) met. Judges of the ICC agreed.",
    ],
)
def test_an_acronym_joins_its_expansion_in_either_order(text: str) -> None:
    """An acronym in brackets, or explained in brackets, is the same entity everywhere."""
    names = {"International Criminal Court": "ORG"}
    (entity, *others) = read(text, names).items()
    assert entity[0] == "ORG International Criminal Court"
    assert sorted(entity[1]) == ["ICC", "ICC", "International Criminal Court"]
    assert not others


def test_labels_are_voted_over_the_article() -> None:
    """A surname that the recogniser takes for a place is the person of the article."""
    names = {"Daniel Montalvo": "PERSON", "Montalvo": "GPE"}
    text = "Daniel Montalvo left. They sued Montalvo, and Montalvo answered."
    assert list(read(text, names)) == ["PERSON Daniel Montalvo"]


@pytest.mark.parametrize(
    ("text", "name", "wrong", "right"),
    [
        ("They flew to Sweden.", "Sweden", "ORG", "GPE"),
        ("The Swedish won.", "Swedish", "ORG", "NORP"),
        ("He joined Leeds Polytechnic University.", "Leeds Polytechnic University", "GPE", "ORG"),
        ("On Castlefrank Road it lay.", "Castlefrank Road", "PERSON", "FAC"),
        ("The town of Hiram burned.", "Hiram", "ORG", "GPE"),
        ("They crossed the Danube there.", "Danube", "PERSON", "LOC"),
    ],
)
def test_evidence_corrects_a_label(text: str, name: str, wrong: str, right: str) -> None:
    """Lists, telling words and the words around a name outweigh a wrong label."""
    assert list(read(text, {name: wrong})) == [f"{right} {name}"]


def test_a_place_and_an_organisation_of_one_name_stay_apart() -> None:
    """A longer name that holds a place's name is another entity."""
    names = {"Washington Post": "ORG", "Washington": "GPE"}
    found = read("The Washington Post moved to Washington in May.", names)
    assert found == {"ORG Washington Post": ["Washington Post"], "GPE Washington": ["Washington"]}


def test_general_words_are_no_names() -> None:
    """ "The court" and "the State" are left alone, and so are months and weekdays."""
    names = {"Court": "ORG", "State": "ORG", "Monday": "PERSON", "March": "ORG"}
    assert read("The Court and the State met on Monday in March.", names) == {}


def test_known_names_need_no_recogniser() -> None:
    """Countries, titles and given names give a name away where the recogniser saw none."""
    found = read("In Tasmania, Mrs Okonkwo met Ricardo Llerandi of the Bahamas.", {})
    assert found == {
        "GPE Tasmania": ["Tasmania"],
        "PERSON Okonkwo": ["Okonkwo"],
        "PERSON Ricardo Llerandi": ["Ricardo Llerandi"],
        "GPE Bahamas": ["Bahamas"],
    }


def test_salience_prefers_the_title_the_head_and_the_often_named() -> None:
    """Of two entities, the one in the title, first, or named more, has the greater share."""
    names = {"Anna Berg": "PERSON", "Carl Dahl": "PERSON"}
    filler = "Nothing else was said. " * 60
    early = annotate(Article("a", f"Anna Berg came. {filler} Carl Dahl left.", "x"), Listed(names))
    assert early[0].salience > early[1].salience
    text = "Anna Berg met Carl Dahl."
    titled = annotate(Article("a", text, "x", title="Carl Dahl"), Listed(names))
    share = {e.name: e.salience for e in titled}
    assert share["Carl Dahl"] > share["Anna Berg"]


def check(article: Article, found: tuple[Entity, ...]) -> None:
    texts = dict(article.fields())
    taken: set[tuple[str, int]] = set()
    for number, entity in enumerate(found, 1):
        assert entity.id == f"e{number}"
        assert entity.type in ENTITY_TYPES
        assert list(entity.mentions) == sorted(
            entity.mentions, key=lambda m: (m.field != "title", m.start)
        )
        for mention in entity.mentions:
            assert texts[mention.field][mention.start : mention.end] == mention.text
            assert mention.text.strip() == mention.text
            places = {(mention.field, i) for i in range(mention.start, mention.end)}
            assert places
            assert not places & taken
            taken |= places
    firsts = [(e.mentions[0].field != "title", e.mentions[0].start) for e in found]
    assert firsts == sorted(firsts)
    if found:
        assert sum(e.salience for e in found) == pytest.approx(1)


@st.composite
def spanned(draw: st.DrawFn) -> tuple[str, list[Span]]:
    words = [
        "Vladimir",
        "Putin",
        "the",
        "U.S.",
        "(ICC)",
        "Mr",
        "O'Brien",
        "of",
        "and",
        "Court's",
        ",",
        ".",
        "Paris",
        "Xi-tat",
        "«",
        "5",
    ]
    words.append("\n")
    text = draw(
        st.lists(st.sampled_from(words), min_size=1, max_size=30).map(" ".join)
        | st.text(st.characters(codec="utf-8"), min_size=1, max_size=120)
    )
    spans, at = [], 0
    for gap, size in draw(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 25)), max_size=9)):
        start, at = at + gap, at + gap + size
        if at <= len(text):
            spans.append(Span(start, at, draw(st.sampled_from([*ENTITY_TYPES, "DATE"]))))
    return text, spans


@dataclass(frozen=True)
class Given:
    """Gives back the spans it was made with."""

    spans: Mapping[str, list[Span]]

    @property
    def provenance(self) -> Mapping[str, str]:
        return {"model": "given", "version": "0"}

    def recognise(self, texts: Sequence[str]) -> list[list[Span]]:
        return [list(spans) for spans, _ in zip(self.spans.values(), texts, strict=False)]


@settings(max_examples=80, deadline=None)
@given(spanned(), spanned())
def test_every_mention_is_a_slice_in_one_entity(
    title: tuple[str, list[Span]], text: tuple[str, list[Span]]
) -> None:
    """Whatever the spans: mentions are slices, none overlap, ids and order follow reading."""
    article = Article("a", text[0], "x", title=title[0])
    found = annotate(article, Given({"title": title[1], "text": text[1]}))
    check(article, found)


def test_many_articles_as_one_by_one(fast: Recogniser) -> None:
    """Articles annotated together have the entities that each has alone."""
    articles = [
        Article("1", "Angela Merkel met Emmanuel Macron in Paris on Monday.", "x", title="Talks"),
        Article("2", "NATO said Russia had moved troops near Kharkiv.", "x"),
        Article("3", "Nothing.", "x"),
    ]
    together = list(annotate_many(articles, fast))
    assert together == [annotate(article, fast) for article in articles]
    for article, found in zip(articles, together, strict=True):
        check(article, found)
    assert {e.name for e in together[0]} >= {"Angela Merkel", "Emmanuel Macron", "Paris"}


def test_a_wrapped_name_is_one_in_an_indented_text() -> None:
    """Blanks at the head of a wrapped line are no column of a table."""
    text = "   The committee of the senate will sit again with Ann\n   Lee and hear her."
    assert read(text, {"Ann \u00a0\u00a0\u00a0Lee": "PERSON"}) == {
        "PERSON Ann Lee": ["Ann\n   Lee"]
    }


def test_one_letter_is_found_nowhere_else() -> None:
    """ "I." of a list of works does not make a person of every "I"."""
    found = read("I. met him, and I left.", {"I.": "PERSON"})
    assert "I" not in [name for names in found.values() for name in names]


def test_a_title_in_a_name_is_not_found_alone() -> None:
    """After "Saint Peter" no other "Saint" is he, and the site is not its firm."""
    names = {"Saint Peter": "PERSON", "; Bigpond": "ORG"}
    text = "Saint Peter left; Bigpond fell. One Saint left Bigpond.com; Peter did not."
    assert [*read(text, names).values()] == [["Saint Peter", "Peter"], ["Bigpond"]]


def test_what_follows_a_title_may_be_no_name() -> None:
    """ "Professor Emeritus" names nobody, and a sentence may end in what looks like a title."""
    assert read("The Professor Emeritus left the ASP. He ran.", {}) == {}
    assert [*read("The Ann Lee I know ran.", {}).values()] == [["Ann Lee"]]


def test_a_person_in_another_name_is_none() -> None:
    """What was named after her goes on behind her name."""
    text = "Yes; Orla Bant won. The Orla Bant Career Grant is hers. Then Orla Bant Tuesday left."
    assert [*read(text, {"; Orla Bant": "PERSON"}).values()] == [["Orla Bant", "Orla Bant"]]


def test_a_place_in_small_letters_is_not_looked_for() -> None:
    """It is one where the recogniser says so: a turkey is none."""
    assert [*read("Yes; lagos it is, lagos.", {"; lagos": "GPE"}).values()] == [["lagos"]]
