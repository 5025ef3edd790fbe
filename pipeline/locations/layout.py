"""How the gazetteer file is laid out: a header of JSON, then plain arrays, little-endian.

Pure: standard library only. Every array can be used where it lies, through a memory map, so that
all processes share one copy and none of them parses anything. Names are found through an open
hash table of CRC-32, as deterministic as the file; a row of names points at its postings, the
places that bear it, the likeliest first.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from collections.abc import Mapping
from enum import IntEnum, IntFlag
from typing import Any, Final

from pipeline.mendable import Mendable

MAGIC: Final = b"NEPGAZ03"

#: Sections start on this many bytes, so that any array type may lie there.
ALIGNMENT: Final = 64

#: Section name → array type code; "B" sections are bytes or text.
SECTIONS: Final[Mapping[str, str]] = {
    "place_id": "I",  # GeoNames id; the top bit set: a place of ours, the rest its slug's number
    "place_lat": "i",  # degrees × 100,000
    "place_lon": "i",
    "place_population": "I",
    "place_type": "B",  # index into PLACE_TYPES
    "place_country": "H",  # two ASCII letters, big end first; 0: none
    "place_admin1": "I",  # index of the place + 1; 0: none
    "place_admin2": "I",
    "place_notes": "B",  # Note flags
    "place_mass": "B",  # of divisions: log10 of `postings.masses_of`, × PRIOR_SCALE
    "place_name_at": "I",
    "place_name": "B",
    "slug_at": "I",
    "slug": "B",
    "by_id": "I",  # places in order of place_id
    "slots": "I",  # hash table: index of a name + 1; 0: free
    "name_at": "I",
    "name": "B",
    "name_words": "B",  # a single word: the most words of a name that begins with it
    "name_flags": "B",  # Word flags
    "name_postings": "I",  # names + 1 entries: where the postings of each begin
    "posting_place": "I",
    "posting_kind": "B",  # Kind
    "posting_prior": "B",  # log10 of how likely the name means this place, × PRIOR_SCALE
    "country_code": "H",
    "country_place": "I",
    "neighbour_at": "I",
    "neighbour": "H",
}

PRIOR_SCALE: Final = 20

#: The power of its prior by which the paper of a county writes of a place in it: more evenly than
#: that of a state does.
LOCAL: Final = 0.5

OWN_ID: Final = 0x8000_0000


class Kind(IntEnum):
    """How a name belongs to a place."""

    NAME = 0  # its name
    VARIANT = 1  # another spelling of it, or its full form
    ALTERNATE = 2  # another name, in use in English
    SHORT = 3  # without the word for its kind: "Lamar" for Lamar County
    CODE = 4  # only in capitals as written: "US", "NSW"
    ABBREVIATION = 5  # "Calif.": believed after a comma
    WEAK = 6  # believed only with other evidence
    DEMONYM = 7  # evidence, never a location


class Word(IntFlag):
    """What else a name is."""

    COMMON = 1  # an ordinary English word
    GIVEN = 2  # a person's given name
    SURNAME = 4
    NEVER = 8  # not a place without a place's context: "University", "May"


class Note(IntFlag):
    """What else is known of a place."""

    CAPITAL = 1  # of its country
    SEAT = 2  # shares its name with the admin1 that holds it
    POSTAL = 4  # known from the post alone, its people from nowhere: believed with evidence


class GazetteerError(Mendable, RuntimeError):
    """The gazetteer file is missing or cannot be used; the message says how to mend it."""


def pack(sections: Mapping[str, bytes], facts: Mapping[str, Any]) -> bytes:
    """The whole file, from the bytes of each section and facts for the header."""
    if sys.byteorder != "little":
        raise GazetteerError("a gazetteer can only be built on a little-endian machine")
    body = bytearray()
    table = {}
    for name in SECTIONS:
        body += b"\0" * (-len(body) % ALIGNMENT)
        table[name] = [len(body), len(sections[name])]
        body += sections[name]
    head = {**facts, "sections": table, "body_bytes": len(body), "body_crc32": zlib.crc32(body)}
    text = json.dumps(head, sort_keys=True, ensure_ascii=False).encode()
    start = len(MAGIC) + 8 + len(text)
    padding = b"\0" * (-start % ALIGNMENT)
    return b"".join(
        (MAGIC, struct.pack("<II", len(text), zlib.crc32(text)), text, padding, bytes(body))
    )


def unpack(data: memoryview) -> tuple[dict[str, Any], int]:
    """The header and where the body begins; raises `GazetteerError` on any damage."""
    if len(data) < len(MAGIC) + 8 or bytes(data[: len(MAGIC)]) != MAGIC:
        raise GazetteerError("it is not a gazetteer of this version")
    start = len(MAGIC) + 8
    size, checksum = struct.unpack("<II", data[len(MAGIC) : start])
    text = bytes(data[start : start + size])
    if len(text) != size or zlib.crc32(text) != checksum:
        raise GazetteerError("its header is damaged")
    head: dict[str, Any] = json.loads(text)
    start += size
    start += -start % ALIGNMENT
    if len(data) != start + head["body_bytes"]:
        raise GazetteerError(
            f"it has {len(data):,} bytes, but {start + head['body_bytes']:,} were written"
        )
    return head, start
