"""Strings become the numbers under which spaCy's embedding tables hold them.

Pure. Two public algorithms of Austin Appleby (public domain): MurmurHash64A with seed 1 gives a
string's id, and MurmurHash3 (x64, 128 bits) of that id gives its four rows in a table. A few
hundred strings that are also names of spaCy's attributes keep small fixed ids instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

_MASK: Final = 0xFFFFFFFFFFFFFFFF
_M: Final = 0xC6A4A7935BD1E995

Ids = npt.NDArray[np.uint64]


def string_id(string: str, symbols: Mapping[str, int]) -> int:
    """The 64-bit id of ``string``; ``symbols`` are the strings with fixed ids.

    Lone surrogates, which UTF-8 cannot hold, hash as a question mark.
    """
    fixed = symbols.get(string)
    return murmur64a(string.encode("utf-8", "replace")) if fixed is None else fixed


def murmur64a(data: bytes, seed: int = 1) -> int:
    """MurmurHash64A of ``data``: 64 bits.

    >>> hex(murmur64a(b"Paris"))
    '0x24fb2ca0a18cbd0d'
    """
    length = len(data)
    value = seed ^ (length * _M & _MASK)
    whole = length & ~7
    for i in range(0, whole, 8):
        block = int.from_bytes(data[i : i + 8], "little") * _M & _MASK
        block = (block ^ block >> 47) * _M & _MASK
        value = (value ^ block) * _M & _MASK
    if length & 7:
        value = (value ^ int.from_bytes(data[whole:], "little")) * _M & _MASK
    value = (value ^ value >> 47) * _M & _MASK
    return value ^ value >> 47


def table_rows(ids: Ids, seed: int, rows: int) -> npt.NDArray[np.int64]:
    """Four row numbers, each below ``rows``, for each id: shape (len(ids), 4)."""
    seeded = np.uint64(seed)
    one = ids * np.uint64(0x87C37B91114253D5)
    one = (one << np.uint64(31)) | (one >> np.uint64(33))
    one = one * np.uint64(0x4CF5AD432745937F) ^ seeded ^ np.uint64(8)
    two = np.full_like(one, seeded ^ np.uint64(8))
    one = one + two
    two = two + one
    one, two = _mixed(one), _mixed(two)
    one = one + two
    two = two + one
    low, shift = np.uint64(0xFFFFFFFF), np.uint64(32)
    words = np.stack([one & low, one >> shift, two & low, two >> shift], axis=1)
    return (words % np.uint64(rows)).astype(np.int64)


def _mixed(values: Ids) -> Ids:
    values = (values ^ values >> np.uint64(33)) * np.uint64(0xFF51AFD7ED558CCD)
    values = (values ^ values >> np.uint64(33)) * np.uint64(0xC4CEB9FE1A85EC53)
    return values ^ values >> np.uint64(33)
