"""What the teachers and the gold leave open."""

from __future__ import annotations

from typing import Any

from pipeline.entities.tagger.tags import OUTSIDE, tag
from pipeline.entities.tagger.tokens import tokenise
from training.corpus import Document
from training.gold import over_silver
from training.silver import Lexicon, silver
from training.spans import combined, read_corenlp, read_spacy

LEXICON = Lexicon(places=frozenset({"Kenya", "Sydney"}), peoples=frozenset({"Kenyan"}))
Targets = list[frozenset[int]]


def targets(text: str, source: str = "raw-x", gold: object = None, **teachers: object) -> Targets:
    tokens = tokenise(text)
    starts, ends = [t[1] for t in tokens], [t[2] for t in tokens]
    seen = {"three": [], "seven": [], "four": [], "md": []} | teachers
    document = Document("d", source, text, gold)  # type: ignore[arg-type]
    open_tags, _ = silver(document, starts, ends, seen, LEXICON)  # type: ignore[arg-type]
    if gold is not None:
        open_tags, _ = over_silver(document, starts, ends, open_tags, LEXICON)
    return open_tags


def test_a_comma_parts_two_names_of_one_kind() -> None:
    """CoreNLP's lines leave out tokens outside names: the text tells that they are there."""
    line = "0,17 0,6,LOCATION,O,LOCATION 8,17,LOCATION,O,LOCATION\t"
    three, seven, four = read_corenlp(line, "Sydney, Australia")
    assert three == four == [(0, 6, "LOC"), (8, 17, "LOC")]
    assert seven == []


def test_corenlp_combination_keeps_the_first_and_fills_gaps() -> None:
    """The 4-class CRF only adds MISC where the 3-class one sees nothing."""
    assert combined([(0, 3, "ORG")], [], [(0, 5, "MISC"), (9, 12, "MISC")]) == [
        (0, 3, "ORG"),
        (9, 12, "MISC"),
    ]


def test_spacy_lines_are_read() -> None:
    """An empty line is no span."""
    assert read_spacy("0,4,ORG 5,9,GPE\n") == [(0, 4, "ORG"), (5, 9, "GPE")]
    assert read_spacy("\n") == []


def test_amounts_and_dates_are_no_names() -> None:
    """NLP4J marks all that OntoNotes does."""
    assert read_spacy("0,4,MONEY 5,9,GPE \n") == [(5, 9, "GPE")]


def test_teachers_that_agree_leave_one_tag() -> None:
    """A place that CoreNLP and spaCy see is GPE; the rest is outside."""
    got = targets("in Kenya today", three=[(3, 8, "LOC")], md=[(3, 8, "GPE")])
    assert got == [{OUTSIDE}, {tag("S", "GPE")}, {OUTSIDE}]


def test_a_teacher_alone_leaves_the_token_open() -> None:
    """Disagreement is masked rather than guessed."""
    (got, _) = targets("Shell fell", md=[(0, 5, "ORG")])
    assert got == {OUTSIDE, tag("S", "ORG")}


def four(text: str, **teachers: object) -> Targets:
    """Targets where the shipped model, the rules, CoreNLP and NLP4J all labelled."""
    seen: dict[str, Any] = {"own": [], "rules": [], "nlp4j": []} | teachers
    return targets(text, **seen)


def test_three_of_four_teachers_are_firm_and_one_is_nothing() -> None:
    """A name that one of them alone sees is wrong far more often than right."""
    seen, other = [(0, 6, "ORG")], [(0, 6, "PERSON")]
    (got, _) = four("Tesova fell", own=seen, rules=seen, nlp4j=seen, three=other)
    assert got == {tag("S", "ORG")}
    assert four("Tesova fell", nlp4j=seen)[0] == {OUTSIDE}


def test_two_against_two_leave_a_name_of_some_kind() -> None:
    """Split over the kind, they still agree that it is a name; two alone leave that open too."""
    firm, place = [(0, 6, "ORG")], [(0, 6, "GPE")]
    both = {tag("S", "ORG"), tag("S", "GPE")}
    split = four("Tesova fell", own=firm, rules=firm, nlp4j=place, three=[(0, 6, "LOC")])
    assert split[0] == both
    assert four("Tesova fell", own=firm, rules=firm)[0] == {OUTSIDE, tag("S", "ORG")}


def test_where_model_and_rules_alone_labelled_the_rules_are_taught() -> None:
    """They read a document as one; what the model alone sees is left open."""

    def alone(**teachers: object) -> frozenset[int]:
        tokens = tokenise("Tesova fell")
        spans, _ = silver(
            Document("d", "raw-x", "Tesova fell", None),
            [t[1] for t in tokens],
            [t[2] for t in tokens],
            {"own": [], "rules": []} | teachers,  # type: ignore[arg-type]
            LEXICON,
        )
        return spans[0]

    firm, other = [(0, 6, "ORG")], [(0, 6, "PERSON")]
    assert alone(rules=firm) == alone(rules=firm, own=other) == {tag("S", "ORG")}
    assert alone(own=firm) == {OUTSIDE, tag("S", "ORG")}


def test_pronouns_and_articles_are_no_names() -> None:
    """CoreNLP marks "he" as a person; spaCy includes "the"."""
    assert targets("he ran", three=[(0, 2, "PERSON")]) == [{OUTSIDE}, {OUTSIDE}]
    assert targets("the Senate", three=[(4, 10, "ORG")], md=[(0, 10, "ORG")])[0] == {OUTSIDE}


def test_gold_goes_over_silver_only_as_far_as_it_goes() -> None:
    """UniversalNER marks all persons, so that an unmarked one is outside; MASC does not."""
    teachers = {"three": [(0, 4, "PERSON")], "md": [(0, 4, "PERSON")]}
    assert targets("Rose fell", "gold-uner", (), **teachers)[0] == {OUTSIDE}
    assert targets("Rose fell", "gold-masc", (), **teachers)[0] == {OUTSIDE, tag("S", "PERSON")}


def test_a_gold_place_may_be_any_kind_of_place_until_known() -> None:
    """GPE_LOC leaves GPE, LOC and FAC open unless the gazetteer knows the name."""
    got = targets("Kenya Gorge", "gold-uner", ((0, 5, "GPE_LOC"), (6, 11, "GPE_LOC")))
    assert got[0] == {tag("S", "GPE")}
    assert got[1] == {tag("S", "GPE"), tag("S", "LOC"), tag("S", "FAC")}
