"""Events are written as the contract says, exactly, and read back byte for byte."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.article.decode import article_of
from pipeline.article.model import Article, Mention
from pipeline.entities.model import ENTITY_TYPES, Entity
from pipeline.event.decode import NotAnEvent, decode
from pipeline.event.encode import encode, event_id
from pipeline.event.model import Event, StageError
from pipeline.locations.model import PLACE_TYPES, Alternative, Focus, Geography, Place
from pipeline.numbers.model import NUMBER_KINDS, Quantity

ARTICLE = article_of({"id": "a1", "title": "Aid", "text": "Kiev gets $350 million.", "desk": 7})
KYIV = Place(
    id="geonames:703448",
    name="Kyiv",
    reason="most populous",
    mentions=(Mention("text", 0, 4, "Kiev"),),
    type="city",
    lat=50.45466,
    lon=30.5238,
    country="UA",
    admin1="Kyiv City",
    confidence=0.97,
    alternatives=(Alternative("geonames:1", "Kiev", "US", 0.02),),
)
MONEY = Quantity("money", "text", 10, 22, "$350 million", value=Decimal(350_000_000), unit="USD")
COMPLETE = Event(
    article=ARTICLE,
    entities=(Entity("e1", "GPE", "Kiev", 1.0, (Mention("text", 0, 4, "Kiev"),)),),
    numbers=(MONEY,),
    geography=Geography(
        (KYIV, Place(None, "Freedonia", "not in the gazetteer", ())),
        Focus("UA", "geonames:703448", 0.8),
    ),
    errors=(StageError("numbers", "timeout", "took too long"),),
    provenance=MappingProxyType({"pipeline": "0.1.0", "numbers": {"version": "1"}}),
)


def written(event: Event) -> dict[str, Any]:
    fields = orjson.loads(encode(event))
    assert isinstance(fields, dict)
    return fields


def value_of(number: Decimal | str | None, **others: Any) -> str:
    """How the value of a quantity stands in the record."""
    quantity = Quantity("cardinal", "text", 0, 1, "x", value=number, **others)
    record = encode(Event(ARTICLE, numbers=(quantity,))).decode()
    return record.split('"value":')[1].split(',"unit"')[0]


def test_keys_stand_in_the_order_of_the_contract() -> None:
    """Each object has the contract's keys, in its order, and no others."""
    fields = written(COMPLETE)
    assert list(fields) == [
        "id", "article", "entities", "numbers", "locations", "focus", "errors", "provenance",
    ]  # fmt: skip
    assert list(fields["article"]) == ["id", "title", "text", "sha256", "desk"]
    assert list(fields["entities"][0]) == [
        "id",
        "type",
        "name",
        "salience",
        "confidence",
        "mentions",
    ]
    assert list(fields["entities"][0]["mentions"][0]) == ["field", "start", "end", "text"]
    assert list(fields["numbers"][0]) == [
        "kind", "value", "unit", "field", "start", "end", "text", "approx", "of",
    ]  # fmt: skip
    assert list(fields["locations"][0]) == [
        "id", "name", "type", "lat", "lon", "country", "admin1", "confidence", "reason",
        "mentions", "alternatives",
    ]  # fmt: skip
    assert list(fields["locations"][0]["alternatives"][0]) == [
        "id", "name", "country", "confidence",
    ]  # fmt: skip
    assert list(fields["locations"][1]) == ["id", "name", "reason", "mentions"]
    assert fields["focus"] == {"country": "UA", "location": "geonames:703448", "confidence": 0.8}
    assert fields["errors"] == [{"stage": "numbers", "type": "timeout", "message": "took too long"}]


def test_a_range_has_low_and_high_and_a_ratio_its_terms() -> None:
    """A range has no value; a ratio has its value and both sides."""
    span = {"field": "text", "start": 0, "end": 1, "text": "x"}
    numbers = (
        Quantity("range", "text", 0, 1, "x", low=None, high=Decimal(40)),
        Quantity("ratio", "text", 0, 1, "x", value=Decimal("0.3"), terms=(Decimal(3), Decimal(10))),
        Quantity("date", "text", 0, 1, "x", value="2023-03-20"),
    )
    common = {"unit": None, **span, "approx": None, "of": None}
    assert written(Event(ARTICLE, numbers=numbers))["numbers"] == [
        {"kind": "range", "low": None, "high": 40, **common},
        {"kind": "ratio", "value": 0.3, "terms": [3, 10], **common},
        {"kind": "date", "value": "2023-03-20", **common},
    ]


def test_only_stages_that_ran_have_keys() -> None:
    """Not run is no key, nothing found is an empty list, no focus is null."""
    assert set(written(Event(ARTICLE))) == {"id", "article", "errors", "provenance"}
    fields = written(Event(ARTICLE, entities=(), numbers=(), geography=Geography()))
    assert fields["entities"] == fields["numbers"] == fields["locations"] == []
    assert fields["focus"] is None


@pytest.mark.parametrize(
    ("number", "json_text"),
    [
        ("2.0", "2"),
        ("2.50", "2.5"),
        ("-0.0", "0"),
        ("0.00001", "0.00001"),
        ("1E+5", "100000"),
        ("-350000000", "-350000000"),
        ("18446744073709551616", "18446744073709551616"),
        ("1E+30", "1" + "0" * 30),
        ("1234567890123456789.5", "1234567890123456789.5"),
        ("0.12345678901234567890123456789012345", "0.12345678901234567890123456789012345"),
        ("-1.250E+400", '"-1.25E+400"'),
        ("1E+999999", '"1E+999999"'),
        ("3E-400", '"3E-400"'),
    ],
)
def test_numbers_are_exact(number: str, json_text: str) -> None:
    """Whole is an integer, the rest the shortest decimal, and what no double holds is a string."""
    assert value_of(Decimal(number)) == json_text


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_what_is_no_number_is_refused(number: str) -> None:
    """A stage that computes no finite number has a fault, and JSON has no word for it."""
    with pytest.raises(ValueError, match="finite"):
        value_of(Decimal(number))


def test_event_id_depends_on_article_content_and_provenance_only() -> None:
    """The id tells articles, corrections and versions apart, and nothing else."""
    id = event_id(COMPLETE)
    assert len(id) == 32
    assert written(COMPLETE)["id"] == id
    assert event_id(replace(COMPLETE, numbers=None, errors=())) == id
    assert event_id(replace(COMPLETE, article=replace(ARTICLE, id="a2"))) != id
    assert event_id(replace(COMPLETE, article=replace(ARTICLE, sha256="0"))) != id
    assert event_id(replace(COMPLETE, provenance={"pipeline": "0.2.0"})) != id
    turned = {"numbers": {"version": "1"}, "pipeline": "0.1.0"}
    assert event_id(replace(COMPLETE, provenance=turned)) == id


texts = st.text(st.characters(exclude_categories=["Cs"]))
ratios = st.floats(0, 1)
spans = st.builds(
    Mention, st.sampled_from(["title", "text"]), st.integers(0, 2**31), st.integers(0, 2**31), texts
)
mentions = st.lists(spans, max_size=2).map(tuple)
decimals = st.decimals(allow_nan=False, allow_infinity=False) | st.integers().map(Decimal)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=5,
)  # fmt: skip
articles = st.builds(
    lambda fields: article_of(json.loads(json.dumps(fields))),
    st.fixed_dictionaries(
        {"text": texts.filter(lambda text: bool(text.strip()))},
        optional={
            "title": texts,
            "url": texts,
            "hints": st.dictionaries(st.just("country"), texts),
            "desk": json_values.filter(lambda value: _small(value)),
            "sha256": texts,
        },
    ),
)
quantities = st.one_of(
    st.builds(
        Quantity,
        st.sampled_from([k for k in NUMBER_KINDS if k not in ("range", "ratio", "date", "time")]),
        st.just("text"),
        st.integers(0, 2**31),
        st.integers(0, 2**31),
        texts,
        value=st.none() | decimals,
        unit=st.none() | texts,
        of=st.none() | texts,
    ),
    st.builds(
        lambda low, high: Quantity("range", "text", 0, 1, "x", low=low, high=high),
        st.none() | decimals,
        st.none() | decimals,
    ),
    st.builds(
        lambda value, a, b: Quantity("ratio", "text", 0, 1, "x", value=value, terms=(a, b)),
        st.none() | decimals,
        decimals,
        decimals,
    ),
    st.builds(lambda value: Quantity("date", "text", 0, 1, "x", value=value), texts),
)
places = st.one_of(
    st.builds(lambda n, r, m: Place(None, n, r, m), texts, texts, mentions),
    st.builds(
        Place,
        texts,
        texts,
        texts,
        mentions,
        type=st.sampled_from(PLACE_TYPES),
        lat=st.floats(-90, 90),
        lon=st.floats(-180, 180),
        country=st.none() | texts,
        admin1=st.none() | texts,
        confidence=ratios,
        alternatives=st.lists(
            st.builds(Alternative, texts, texts, st.none() | texts, ratios), max_size=2
        ).map(tuple),
    ),
)
events = st.builds(
    Event,
    article=articles,
    entities=st.none()
    | st.lists(
        st.builds(Entity, texts, st.sampled_from(ENTITY_TYPES), texts, ratios, mentions), max_size=2
    ).map(tuple),
    numbers=st.none() | st.lists(quantities, max_size=3).map(tuple),
    geography=st.none()
    | st.builds(
        Geography,
        st.lists(places, max_size=2).map(tuple),
        st.none() | st.builds(Focus, st.none() | texts, st.none() | texts, ratios),
    ),
    errors=st.lists(st.builds(StageError, texts, texts, texts), max_size=2).map(tuple),
    provenance=st.dictionaries(texts, texts | st.dictionaries(texts, texts), max_size=3).map(
        MappingProxyType
    ),
)


def _small(value: Any) -> bool:
    """Whether orjson can write it: Python's own integers have no bound."""
    try:
        orjson.dumps(value)
    except TypeError:
        return False
    return True


@given(events)
def test_decode_is_the_inverse_of_encode(event: Event) -> None:
    """Every event comes back as it was, and its record byte for byte."""
    record = encode(event)
    again = decode(record)
    assert again == event
    assert encode(again) == record


@pytest.mark.parametrize(
    "number", ["18446744073709551616", "0.10000000000000000001", "5e-324", "1E-400"]
)
def test_a_publishers_numbers_keep_every_digit(number: str) -> None:
    """Extras pass through all stages unchanged."""
    base = encode(Event(ARTICLE))
    record = base.replace(b'"desk":7', f'"desk":[{number}]'.encode())
    assert encode(decode(record)) == record


@given(st.binary())
def test_other_bytes_are_refused(record: bytes) -> None:
    """What is no event raises NotAnEvent and nothing else."""
    with pytest.raises(NotAnEvent):
        decode(record)


@given(
    st.sampled_from(["id", "article", "entities", "numbers", "locations", "focus", "errors"]),
    json_values,
)
def test_damaged_events_are_refused_or_read(key: str, value: Any) -> None:
    """An event with any one part replaced by anything raises NotAnEvent or nothing."""
    fields = json.loads(encode(COMPLETE))
    fields[key] = value
    try:
        decode(json.dumps(fields).encode())
    except NotAnEvent as error:
        assert str(error)  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize("missing", ["article", "errors", "provenance", "focus"])
def test_what_every_event_has_is_asked_for(missing: str) -> None:
    """The message names the key that is missing."""
    fields = written(COMPLETE)
    del fields[missing]
    with pytest.raises(NotAnEvent, match=missing):
        decode(orjson.dumps(fields))


def test_an_event_with_a_bad_article_is_refused() -> None:
    """An event whose article could not have been accepted was not written by a stage."""
    article = Article("a", " ", "0")
    with pytest.raises(NotAnEvent, match="white space"):
        decode(encode(Event(article)))
