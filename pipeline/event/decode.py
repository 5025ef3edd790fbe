"""A record's bytes become the event again: the inverse of `pipeline.event.encode.encode`.

Pure: standard library and orjson. ``encode(decode(record)) == record``, byte for byte, for every
record that `encode` wrote. Records that something else wrote are refused, not repaired.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import orjson

from pipeline.article import exactjson
from pipeline.article.decode import KNOWN_FIELDS, MAX_DEPTH, article_of, check_fields
from pipeline.article.model import Article, Mention
from pipeline.entities.model import Entity
from pipeline.event.model import Event, StageError
from pipeline.locations.model import Alternative, Focus, Geography, Place
from pipeline.numbers.model import Quantity

#: Fields of an event's article that hold no number. The others are the publisher's own.
_PLAIN_FIELDS: Final = KNOWN_FIELDS - {"hints"}


class NotAnEvent(ValueError):
    """A record on a stage's topic that no stage wrote; the message says what is wrong with it."""


def decode(record: bytes) -> Event:
    """The event of a record that `encode` wrote.

    Raises `NotAnEvent`, and nothing else, for bytes that cannot be an event.
    """
    try:
        fields = orjson.loads(record)
        if _may_be_rounded(fields):
            fields = exactjson.made_exact(fields, record)
        return _event(fields)
    except orjson.JSONDecodeError as error:
        raise NotAnEvent(f"The record is not JSON: {error}") from None
    except NotAnEvent:
        raise
    except KeyError as error:
        raise NotAnEvent(f"The record is no event: it lacks {error}") from None
    except (TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise NotAnEvent(f"The record is no event: {error}") from None


def _may_be_rounded(fields: Any) -> bool:
    """Whether it holds numbers that orjson may have rounded: a publisher's, or decimals."""
    if fields["article"].keys() - _PLAIN_FIELDS:
        return True
    return any(
        isinstance(number, float)
        for quantity in fields.get("numbers") or ()
        for number in _numbers_of(quantity)
    )


def _numbers_of(quantity: Mapping[str, Any]) -> Iterator[Any]:
    yield quantity.get("value")
    yield quantity.get("low")
    yield quantity.get("high")
    yield from quantity.get("terms") or ()


def _event(fields: Mapping[str, Any]) -> Event:
    entities, numbers = fields.get("entities"), fields.get("numbers")
    return Event(
        article=_article(fields["article"]),
        entities=None if entities is None else tuple([_entity(entity) for entity in entities]),
        numbers=None if numbers is None else tuple([_quantity(number) for number in numbers]),
        geography=_geography(fields),
        errors=tuple([_error(error) for error in fields["errors"]]),
        provenance=MappingProxyType(fields["provenance"]),
    )


def _article(fields: Mapping[str, Any]) -> Article:
    rejection = check_fields(fields)
    if rejection is not None:
        raise NotAnEvent(f"The record's article is none: {rejection.message}")
    if exactjson.deeper_than(fields, MAX_DEPTH):
        raise NotAnEvent(f"The record's article nests more than {MAX_DEPTH} deep")
    return article_of(fields, sha256=fields["sha256"])


def _mentions(mentions: Sequence[Mapping[str, Any]]) -> tuple[Mention, ...]:
    return tuple([Mention(m["field"], m["start"], m["end"], m["text"]) for m in mentions])


def _entity(fields: Mapping[str, Any]) -> Entity:
    return Entity(
        id=fields["id"],
        type=fields["type"],
        name=fields["name"],
        salience=fields["salience"],
        confidence=fields.get("confidence"),  # a record of before 0.2 has none
        mentions=_mentions(fields["mentions"]),
    )


def _quantity(fields: Mapping[str, Any]) -> Quantity:
    kind = fields["kind"]
    value = fields.get("value")
    terms = fields.get("terms")
    return Quantity(
        kind=kind,
        field=fields["field"],
        start=fields["start"],
        end=fields["end"],
        text=fields["text"],
        value=value if kind in ("date", "time") else _number(value),
        low=_number(fields.get("low")),
        high=_number(fields.get("high")),
        terms=None if terms is None else tuple([_exactly(term) for term in terms]),
        unit=fields["unit"],
        approx=fields["approx"],
        of=fields["of"],
    )


def _number(number: Any) -> Decimal | None:
    return None if number is None else _exactly(number)


def _exactly(number: Any) -> Decimal:
    """A JSON number as read, or the string that stands for one beyond a double, as a decimal."""
    return Decimal(repr(number)) if isinstance(number, float) else Decimal(number)


def _geography(fields: Mapping[str, Any]) -> Geography | None:
    places = fields.get("locations")
    if places is None:
        return None
    focus = fields["focus"]
    return Geography(
        places=tuple([_place(place) for place in places]),
        focus=None
        if focus is None
        else Focus(focus["country"], focus["location"], focus["confidence"]),
    )


def _place(fields: Mapping[str, Any]) -> Place:
    mentions = _mentions(fields["mentions"])
    if fields["id"] is None:
        return Place(id=None, name=fields["name"], reason=fields["reason"], mentions=mentions)
    return Place(
        id=fields["id"],
        name=fields["name"],
        reason=fields["reason"],
        mentions=mentions,
        type=fields["type"],
        lat=fields["lat"],
        lon=fields["lon"],
        country=fields["country"],
        admin1=fields["admin1"],
        confidence=fields["confidence"],
        alternatives=tuple(
            [
                Alternative(other["id"], other["name"], other["country"], other["confidence"])
                for other in fields["alternatives"]
            ]
        ),
    )


def _error(fields: Mapping[str, Any]) -> StageError:
    return StageError(fields["stage"], fields["type"], fields["message"])
