"""What holds for every text: spans, ids, and work that grows with the length alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.article.model import Article, Mention
from pipeline.entities.model import Entity
from pipeline.locations.annotate import annotate
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.names import key
from pipeline.locations.tokens import Words

WORDS = (
    "Paris Texas Washington D.C. Ill. Springfield County the of University St. Petersburg , . "
    "( ) Georgia's Kyiv — AP Côte d'Ivoire Rhode Island Northern New York Times NSW U.S. and "
    "al-Hasakah counties Russian İstanbul ﬁ 🌍 \n\n Lake Mr. in near"
)
PARTS = st.sampled_from(WORDS.split(" "))
TEXTS = st.one_of(st.text(max_size=200), st.lists(PARTS, max_size=40).map(" ".join))
LABELS = st.sampled_from(("GPE", "LOC", "FAC", "ORG", "PERSON", "NORP"))
QUIET = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def entities_of(text: str, cuts: list[tuple[int, int, str]]) -> tuple[Entity, ...]:
    found = []
    for start, length, label in cuts:
        if text[start : start + length].strip():
            mention = Mention("text", start, min(len(text), start + length), "")
            mention = Mention("text", start, mention.end, text[start : mention.end])
            found.append(Entity(f"e{start}", label, mention.text, 0.0, (mention,)))
    return tuple(found)


@QUIET
@given(TEXTS, TEXTS, st.lists(st.tuples(st.integers(0, 200), st.integers(1, 30), LABELS)))
def test_spans_slice_to_their_text_and_ids_exist(
    gazetteer: Gazetteer, title: str, text: str, cuts: list[tuple[int, int, str]]
) -> None:
    """Whatever the text and the entities, spans hold, ids exist and probabilities are such."""
    article = Article(id="a", text=text or ".", sha256="", title=title or None)
    fields = dict(article.fields())
    geography = annotate(article, entities_of(article.text, cuts), gazetteer)
    for place in geography.places:
        assert place.mentions
        for mention in place.mentions:
            assert fields[mention.field][mention.start : mention.end] == mention.text
        assert place.reason
        if place.id is None:
            continue
        assert gazetteer.by_id(place.id) is not None
        assert place.confidence is not None
        assert 0 <= place.confidence <= 1
        assert len(place.alternatives) <= 3
    if geography.focus is not None:
        assert 0 <= geography.focus.confidence <= 1
        assert geography.focus.location is None or gazetteer.by_id(geography.focus.location)


@QUIET
@given(st.text(max_size=100))
def test_keys_are_stable(text: str) -> None:
    """The key of a key is the key itself."""
    assert key(key(text)) == key(text)


def steps(run: Callable[[], object]) -> int:
    """How many calls of Python functions a run makes: its cost, whatever else the machine does."""
    count = 0

    def trace(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(trace)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


LINE = "Springfield, Union and Washington; San Jose, Paris, Texas, near Georgetown. "


def lines(size: int) -> Article:
    """An article of place names, of about this many characters."""
    return Article(id="a", text=LINE * (size // len(LINE)), sha256="")


def test_work_grows_with_length(gazetteer: Gazetteer) -> None:
    """Eight times the place names take about eight times the steps, not sixty-four."""

    def cost(size: int) -> int:
        return steps(lambda: annotate(lines(size), (), gazetteer))

    assert cost(64_000) < 10 * cost(8_000)


def test_a_megabyte_of_place_names_is_an_article_too(gazetteer: Gazetteer) -> None:
    """All of its names are found and placed, none is cut off."""
    article = lines(1_000_000)
    found = sum(len(place.mentions) for place in annotate(article, (), gazetteer).places)
    assert found > 6 * (1_000_000 // len(LINE))


def test_many_different_names_are_linear(gazetteer: Gazetteer) -> None:
    """The same holds where every name is another one, with many places each."""
    names = [name for name in _many_names(gazetteer) if name.isalpha()]

    def cost(count: int) -> int:
        article = Article(id="a", text=", ".join(names[:count]), sha256="")
        return steps(lambda: annotate(article, (), gazetteer))

    assert len(names) >= 2_000
    assert cost(2_000) < 5 * cost(500)


def _many_names(gazetteer: Gazetteer) -> Iterator[str]:
    """Names of places all over the file, each once."""
    step = len(gazetteer) // 4_000
    return iter({gazetteer.place_name(i): None for i in range(0, len(gazetteer), step)})


def test_hostile_text_is_linear() -> None:
    """Runs of one letter, dots or apostrophes become words without backtracking."""
    for part in ("a.", "a'", "A", "A.", "A'", ".", "'", "d'", "al-", "St. ", "al-A"):
        text = part * 60_000
        words = Words(text)
        for start, word in islice(words.heads(), 10):
            assert text[start : start + len(word)] == word
        for word, start, end in filter(None, (words.before(len(text)), words.after(0))):
            assert text[start:end] == word


SAME = (
    "Paris and Lyon in France; Paris, Texas; Springfield, Ill.; Georgia, Russia and Georgians. "
    "Lamar, Henry and Union counties near Washington; the mayor of New York, New York governor."
)


def test_the_same_article_gives_the_same_places(gazetteer: Gazetteer) -> None:
    """Nothing depends on earlier articles."""
    article = Article(id="a", text=SAME, sha256="")
    assert annotate(article, (), gazetteer) == annotate(article, (), gazetteer)


def test_no_hash_seed_changes_anything(gazetteer_path: Path) -> None:
    """Processes with different seeds, and so other orders of sets, give the same records."""
    code = (
        "import sys; from pathlib import Path; from pipeline.article.model import Article; "
        "from pipeline.locations.annotate import annotate; "
        "from pipeline.locations.gazetteer import Gazetteer; "
        "gazetteer = Gazetteer.open(Path(sys.argv[1])); "
        "print(annotate(Article(id='a', text=sys.argv[2], sha256=''), (), gazetteer))"
    )
    command = [sys.executable, "-c", code, str(gazetteer_path), SAME]
    outputs = {
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(outputs) == 1


def test_long_words_are_not_remembered(gazetteer: Gazetteer) -> None:
    """What is too long for a name leaves little behind: hostile articles do not fill the memory."""
    tracemalloc.start()
    try:
        for number in range(300):
            word = "X" + chr(97 + number % 26) * (5_000 + number)
            annotate(Article(id="a", text=f"{word} London {word}", sha256=""), (), gazetteer)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 500_000
