"""An event becomes the bytes of its record: the same event always gives the same bytes.

Pure: standard library and orjson. Keys stand in the order of the contract; a stage that has not
run leaves its keys out; absent optional fields of the article are left out, those of annotations
are null. Numbers are exact: see `_number`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

import orjson

from pipeline.article import exactjson
from pipeline.article.decode import fields_of
from pipeline.article.model import Article, Mention
from pipeline.entities.model import Entity
from pipeline.event.model import Event
from pipeline.locations.model import Focus, Place
from pipeline.numbers.model import Quantity

#: Hex digits of an event id: 128 bits of SHA-256, beyond any chance of two alike.
EVENT_ID_DIGITS: Final = 32

#: Power of ten that an IEEE 754 double surely holds (its largest is 1.8 · 10^308): most readers
#: of JSON turn numbers into doubles, and some refuse the whole document when one overflows.
_LARGEST_EXPONENT: Final = 307

#: Digits of a whole number that surely fit 64 bits, which orjson writes by itself.
_SAFE_DIGITS: Final = 18


def encode(event: Event) -> bytes:
    """The record of an event. Raises ValueError for a quantity that is not a finite number."""
    fields: dict[str, Any] = {"id": event_id(event), "article": _article(event.article)}
    if event.entities is not None:
        fields["entities"] = [_entity(entity) for entity in event.entities]
    if event.numbers is not None:
        fields["numbers"] = [_quantity(quantity) for quantity in event.numbers]
    if event.geography is not None:
        fields["locations"] = [_place(place) for place in event.geography.places]
        fields["focus"] = _focus(event.geography.focus)
    fields["errors"] = [
        {"stage": error.stage, "type": error.type, "message": error.message}
        for error in event.errors
    ]
    fields["provenance"] = event.provenance
    return exactjson.dumps(fields)


def event_id(event: Event) -> str:
    """The first 32 hex digits of the SHA-256 of ``[article id, article sha256, provenance]``.

    That list is written as JSON without white space and with sorted keys, so the id depends on
    the article and on the versions that read it, never on time, place or the order of stages.
    """
    identity = [event.article.id, event.article.sha256, event.provenance]
    written = orjson.dumps(identity, default=exactjson.write_other, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(written).hexdigest()[:EVENT_ID_DIGITS]


def _article(article: Article) -> dict[str, Any]:
    """The article's own fields, our hash of it, then what the publisher sent besides."""
    fields = fields_of(article)
    extra = {name: fields.pop(name) for name in article.extra if name in fields}
    return {**fields, "sha256": article.sha256, **extra}


def _mentions(mentions: Sequence[Mention]) -> list[dict[str, Any]]:
    # Dictionaries, because orjson takes three times as long over slotted dataclasses.
    return [
        {"field": mention.field, "start": mention.start, "end": mention.end, "text": mention.text}
        for mention in mentions
    ]


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "salience": entity.salience,
        "confidence": entity.confidence,
        "mentions": _mentions(entity.mentions),
    }


def _quantity(quantity: Quantity) -> dict[str, Any]:
    fields: dict[str, Any] = {"kind": quantity.kind}
    if quantity.kind == "range":
        fields["low"] = _number(quantity.low)
        fields["high"] = _number(quantity.high)
    else:
        value = quantity.value
        fields["value"] = value if isinstance(value, str) else _number(value)
    if quantity.terms is not None:
        fields["terms"] = [_number(term) for term in quantity.terms]
    fields["unit"] = quantity.unit
    fields["field"] = quantity.field
    fields["start"] = quantity.start
    fields["end"] = quantity.end
    fields["text"] = quantity.text
    fields["approx"] = quantity.approx
    fields["of"] = quantity.of
    return fields


def _number(number: Decimal | None) -> int | str | orjson.Fragment | None:
    """A JSON number: an integer where it is whole, otherwise the shortest decimal; always exact.

    A magnitude of 10^308 and more, or below 10^-307, is beyond a double: it becomes a string in
    scientific notation ("1E+400"), so that no reader fails on the event or sees zero.
    """
    if number is None:
        return None
    if not number.is_finite():
        raise ValueError(f"a quantity must be a finite number, not {number}")
    if not number:
        return 0
    exponent = number.adjusted()
    if abs(exponent) > _LARGEST_EXPONENT:
        return _scientific(number)
    whole = int(number)
    if whole == number:
        return whole if exponent < _SAFE_DIGITS else orjson.Fragment(str(whole))
    return orjson.Fragment(format(number, "f").rstrip("0"))


def _scientific(number: Decimal) -> str:
    """One digit before the point, no zero at the end, and the exponent: "-1.25E+400"."""
    sign = "-" if number.is_signed() else ""
    digits = "".join(map(str, number.as_tuple().digits)).rstrip("0")
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{fraction}E{number.adjusted():+d}"


def _place(place: Place) -> dict[str, Any]:
    if place.id is None:
        return {
            "id": None,
            "name": place.name,
            "reason": place.reason,
            "mentions": _mentions(place.mentions),
        }
    return {
        "id": place.id,
        "name": place.name,
        "type": place.type,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "admin1": place.admin1,
        "confidence": place.confidence,
        "reason": place.reason,
        "mentions": _mentions(place.mentions),
        "alternatives": [
            {
                "id": alternative.id,
                "name": alternative.name,
                "country": alternative.country,
                "confidence": alternative.confidence,
            }
            for alternative in place.alternatives
        ],
    }


def _focus(focus: Focus | None) -> dict[str, Any] | None:
    if focus is None:
        return None
    return {
        "country": focus.country,
        "location": focus.location,
        "confidence": focus.confidence,
    }
