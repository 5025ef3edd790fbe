"""Targets with shares, by the chances that the boosted trees give."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from pipeline.entities.tagger.tags import OUTSIDE, TAGS, tag
from pipeline.entities.tagger.tokens import tokenise
from training.corpus import Document
from training.evidence import Reading, rows, seen
from training.silver import Lexicon
from training.targets import Target, Targets, mixed, read_targets, sure, tables, write_targets
from training.weighed import read_chances, weighed

LEXICON = Lexicon(places=frozenset({"Kenya"}), peoples=frozenset({"Kenyan"}))
ORG, PERSON = frozenset({tag("S", "ORG")}), frozenset({tag("S", "PERSON")})
NONE = frozenset({OUTSIDE})


def targets(text: str, chances: str, **teachers: Any) -> list[Target]:
    tokens = tokenise(text)
    starts, ends = [t[1] for t in tokens], [t[2] for t in tokens]
    document = Document("d", "raw-x", text, None)
    found, _ = weighed(document, starts, ends, teachers, read_chances(chances), LEXICON)
    return found


def test_a_sure_name_is_taught_alone_and_an_unlikely_one_is_left_out() -> None:
    """Above nine chances of ten the rest is noise of the trees."""
    said: dict[str, Any] = {"own": [(0, 6, "ORG")], "three": [(0, 6, "PERSON")]}
    assert targets("Tesova fell", "0,6,ORG,95 0,6,PER,4", **said)[0] == sure(ORG)
    assert targets("Tesova fell", "0,6,ORG,7", **said)[0] == sure(NONE)


def test_a_doubtful_name_has_its_share_and_the_rest_is_none() -> None:
    """Where rivals' chances stand, each is taught with its own."""
    said: dict[str, Any] = {"own": [(0, 6, "ORG")], "three": [(0, 6, "PERSON")]}
    got = targets("Tesova fell", "0,6,ORG,60 0,6,PER,30", **said)[0]
    assert got == ((6, ORG), (3, PERSON), (1, NONE))


def test_a_sure_name_closes_its_tokens_to_others() -> None:
    """ "Bank" inside a sure "Tesova Bank" is no name of its own."""
    said: dict[str, Any] = {"own": [(0, 11, "ORG")], "three": [(7, 11, "ORG")]}
    got = targets("Tesova Bank", "0,11,ORG,93 7,11,ORG,20", **said)
    assert got == [sure((tag("B", "ORG"),)), sure((tag("E", "ORG"),))]


def test_peoples_are_named_by_two_of_the_panel() -> None:
    """The trees know no nationalities."""
    both: dict[str, Any] = {"own": [(0, 6, "NORP")], "nlp4j": [(0, 6, "NORP")]}
    assert targets("Kenyan tea", "", **both)[0] == sure((tag("S", "NORP"),))
    assert targets("Kenyan tea", "", own=[(0, 6, "NORP")])[0] == sure(NONE)


def test_other_kinds_are_what_the_large_encoder_says() -> None:
    """Alone it is believed for the most part; what it does not see is at most likely."""
    festival = {tag("S", "EVENT")}
    seen: dict[str, Any] = {"encoder": [(0, 6, "EVENT")]}
    two: dict[str, Any] = {"own": [(0, 6, "EVENT")], "nlp4j": [(0, 6, "EVENT")]}
    assert targets("Tesova was", "", **seen, nlp4j=[(0, 6, "EVENT")])[0] == sure(festival)
    assert targets("Tesova was", "", **seen)[0] == mixed([(0.7, frozenset(festival)), (0.3, NONE)])
    denied = targets("Tesova was", "", **two, encoder=[])[0]
    assert denied == mixed([(0.6, NONE), (0.4, frozenset(festival))])


def test_shares_are_tenths_of_the_three_likeliest() -> None:
    """They add up to ten, whatever the chances added up to."""
    sets = [frozenset({n}) for n in range(4)]
    got = mixed(zip((0.5, 0.4, 0.4, 0.1), sets, strict=True))
    assert sum(n for n, _ in got) == 10
    assert [tags for _, tags in got] == sets[:3]


def test_targets_are_kept_and_read_back(tmp_path: Any) -> None:
    """Numbers stay."""
    known = Targets()
    wanted = [sure(NONE), ((6, ORG), (4, NONE)), sure(ORG | PERSON)]
    assert [known.number(t) for t in wanted] == [0, 1, 2]
    write_targets(known, tmp_path)
    assert list(read_targets(tmp_path).numbers) == wanted


def test_tables_hold_each_set_with_its_share() -> None:
    """What a target has no set for weighs nothing and shuts nothing out."""
    allowed, shares = tables([((6, ORG), (4, NONE)), sure(PERSON)])
    assert np.allclose(shares, np.array([[0.6, 0.4, 0.0], [1.0, 0.0, 0.0]]))
    assert allowed[0, 0, tag("S", "ORG")] == allowed[0, 1, OUTSIDE] == 0
    assert allowed[0, 0, OUTSIDE] == -math.inf
    assert np.isfinite(allowed[:, 2]).all()


def reading(text: str, **teachers: Any) -> Reading:
    tokens = tokenise(text)
    return Reading(text, tokens, teachers, np.full((len(tokens), len(TAGS)), 1 / len(TAGS)))


def test_evidence_tells_who_sees_a_candidate_how() -> None:
    """Three: the same; two: its span as another class; one: a part of it; none: nothing."""
    article = reading(
        "Tesova Bank fell",
        own=[(0, 11, "ORG")],
        rules=[(0, 11, "PERSON")],
        three=[(0, 6, "PERSON")],
    )
    told = dict(rows(article, seen(article), {}))
    assert told[0, 2, "ORG"][:6] == [3, 2, 1, 0, 0, 0]


def test_evidence_counts_a_name_through_the_document() -> None:
    """A doubted name that is seen firmly elsewhere in the text is likelier one."""
    once = reading("Tesova fell", own=[(0, 6, "ORG")])
    twice = reading("Tesova fell as Tesova sold", own=[(0, 6, "ORG"), (15, 21, "ORG")])
    first = dict(rows(once, seen(once), {}))[0, 1, "ORG"]
    second = dict(rows(twice, seen(twice), {}))[0, 1, "ORG"]
    assert np.nansum(second) > np.nansum(first)
    assert first[:6] == second[:6]
