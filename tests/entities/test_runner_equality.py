"""The fast runner against spaCy, on texts made here from templates."""

from __future__ import annotations

import random
from pathlib import Path

from pipeline.entities.loading import find, load
from pipeline.entities.recogniser import Recogniser
from pipeline.entities.reference import load_ner
from pipeline.entities.runner.chunks import text_of
from pipeline.entities.runner.fast import FastRecogniser
from pipeline.entities.runner.lexicon import norm, shape
from pipeline.entities.runner.weights import read

PEOPLE = [
    "Angela Merkel",
    "Mr. O'Brien",
    "Dr. Zhou Enlai",
    "Aung San Suu Kyi",
    "José Álvarez",
    "Ban Ki-moon",
]
PLACES = [
    "Kyiv",
    "New South Wales",
    "the U.S.",
    "Côte d'Ivoire",
    "St. Louis, Mo.",
    "Ulan-Ude",
    "Hong Kong",
]
BODIES = [
    "the World Bank",
    "AT&T Inc.",
    "Ministry of Finance (MoF)",
    "FC Köln",
    "U.N.",
    "Yahoo!",
    "Toys 'R' Us",
]
AMOUNTS = [
    "€20,000",
    "$1.5bn",
    "12.5%",
    "three",
    "1,000",
    "10:30 a.m.",
    "40km",
    "US$22,900",
    "'90s",
    "25-30",
    "3°C.",
]
DAYS = ["Monday", "20 March 2023", "last year", "the 1990s", "Jan. 5", "two weeks ago"]
SENTENCES = (
    "{P} said on {D} that {B} would pay {A} to {L}.",
    '"We don\'t know," {P} told {B}; "it\'s {A}."',
    "{L} -- {B} ({B}), led by {P}, isn't in {L}...",
    "{L}\n\n{D}\tBy {P}\n {B} and {B} met in {L}, {L} & {L}.",
    "Who'd've thought {A} (about {A}) of {B}'s {D} sales came from {L}-based {B}?",
    "{P}, {P} and {P}  visited {L} : ) :-) http://www.example.com/a?b=c e.g. {P}@example.org!",
    "He's gonna meet {P}—{B}’s chief—in {L}… {A}/{A} {L}'s {D}.",
    "* {P} – {A}\n* {B}: {A}\n*{L}; [{D}] <b>{P}</b> #{B} $$$ ({A})).",
)


def made_texts(count: int) -> list[str]:
    rng = random.Random(7)
    lists = {"P": PEOPLE, "L": PLACES, "B": BODIES, "A": AMOUNTS, "D": DAYS}
    texts = []
    for _ in range(count):
        text = " ".join(rng.choice(SENTENCES) for _ in range(rng.randint(1, 4)))
        while (at := text.find("{")) >= 0:
            text = text[:at] + rng.choice(lists[text[at + 1]]) + text[at + 3 :]
        texts.append(text)
    return texts


def test_same_names_as_spacy_on_600_texts(fast: Recogniser, reference: Recogniser) -> None:
    """The fast runner finds exactly the spans and labels that spaCy finds."""
    assert isinstance(fast, FastRecogniser)
    texts = made_texts(600)
    found = fast.recognise(texts)
    assert sum(map(len, found)) > 3000
    assert found == reference.recognise(texts)


def test_same_tokens_norms_and_shapes_as_spacy(fast: Recogniser, model_cache: Path) -> None:
    """Every token, its offset, norm and shape is spaCy's, exceptions and affixes included."""
    assert isinstance(fast, FastRecogniser)
    lexical = read(next(model_cache.glob("ner-*"))).lexical
    nlp = load_ner(find("en_core_web_sm"))
    for text in [*made_texts(150), *nlp.tokenizer.rules]:
        tokens = fast._tokens(text)
        ours = [
            (tokens.offset(i), text_of(key), norm(key, lexical), shape(text_of(key)))
            for i, key in enumerate(tokens.keys)
        ]
        assert ours == [(t.idx, t.text, t.norm_, t.shape_) for t in nlp.tokenizer(text)], text


def test_batches_change_nothing(fast: Recogniser) -> None:
    """A text has the same names alone, in a batch, and across the windows of a long text."""
    texts = made_texts(40)
    alone = [fast.recognise([text])[0] for text in texts]
    assert fast.recognise(texts) == alone
    assert fast.recognise([*texts, "", " ", "\n"])[-3:] == [[], [], []]


def test_windows_change_nothing(fast: Recogniser, reference: Recogniser) -> None:
    """A text of many windows has spaCy's names throughout."""
    text = " ".join(made_texts(120))
    assert fast.recognise([text]) == reference.recognise([text])


def test_int8_differs_in_few_names(fast: Recogniser, model_cache: Path) -> None:
    """The quantised model disagrees on less than two names in a hundred."""
    texts = made_texts(200)
    exact, quick = (
        {(i, span) for i, spans in enumerate(runner.recognise(texts)) for span in spans}
        for runner in (fast, load("en_core_web_sm", cache=model_cache, precision="int8"))
    )
    assert len(exact ^ quick) < len(exact) / 50
