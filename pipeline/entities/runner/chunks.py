"""Text without white space becomes tokens, exactly as spaCy's rule-based tokenizer splits it.

Pure. The rules (exceptions and the regular expressions of prefixes, suffixes and infixes) come
from the model; the procedure is the documented one of spaCy's tokenizer: strip prefixes and
suffixes until a known exception or nothing more to strip remains, then split at infixes. Unlike
spaCy's, this one is linear on hostile text: long runs are cut first (`cuts`), and a suffix is
looked for near the end alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

#: A token: its text, or its text and the norm that an exception gives it ("gonna": "going to").
Key = str | tuple[str, str]

#: A run of characters that are neither letters nor digits is cut after so many. Rules and dot
#: leaders of real text (up to 80 columns, seldom over 64) come through whole.
LONGEST_RUN: Final = 64
#: A chunk without white space is cut after so many characters: few addresses are longer.
LONGEST_CHUNK: Final = 256
#: Where a suffix may begin, counted from the end; longer matches are looked for again in full.
_SUFFIX_WINDOW: Final = 24

#: Noise is split no finer: letters and digits, or signs.
_SIMPLE: Final = re.compile(r"[^\W_]+|[\W_]+")
_RUN: Final = re.compile(rf"[\W_]{{{LONGEST_RUN}}}")


@dataclass(frozen=True, slots=True)
class Rules:
    """A tokenizer's rules. ``exceptions`` maps a chunk to its tokens; the rest are patterns."""

    exceptions: Mapping[str, tuple[Key, ...]]
    prefix: str | None
    suffix: str | None
    infix: str | None
    token_match: str | None
    url_match: str | None


def cuts(chunk: str) -> list[int]:
    """The places at which a chunk without white space is cut before any rule sees it.

    >>> cuts("(" * 130)
    [64, 128]
    """
    if len(chunk) <= LONGEST_RUN:
        return []
    places: set[int] = set()
    if not chunk.isspace():
        for run in _RUN.finditer(chunk):
            places |= {run.start(), run.end()}
    places.update(range(LONGEST_CHUNK, len(chunk), LONGEST_CHUNK))
    places -= {0, len(chunk)}
    return sorted(places)


def _is_noise(piece: str) -> bool:
    """Whether a piece of a chunk that had to be cut is mostly signs: no address, no words.

    Stripping its signs one by one would cost a thousand times what it is worth.
    """
    return 3 * sum(char.isalnum() for char in piece) < 2 * len(piece)


def text_of(key: Key) -> str:
    """The token's text."""
    return key if isinstance(key, str) else key[0]


class Chunker:
    """Splits chunks by one set of rules; holds compiled patterns and no other state."""

    def __init__(self, rules: Rules) -> None:
        self._exceptions = rules.exceptions
        self._prefix = _compiled(rules.prefix)
        self._suffix = _compiled(rules.suffix)
        self._infix = _compiled(rules.infix)
        self._whole = [p for p in map(_compiled, (rules.token_match, rules.url_match)) if p]
        self._token_match = _compiled(rules.token_match)
        self._phrases = self._exception_phrases()

    def split(self, chunk: str) -> tuple[Key, ...]:
        """The tokens of ``chunk``, which holds no white space or nothing else.

        Joined they are the chunk; none is longer than `LONGEST_CHUNK`.
        """
        tokens: list[Key] = []
        start = 0
        for end in [*cuts(chunk), len(chunk)]:
            piece = chunk[start:end]
            noise = len(piece) < len(chunk) and _is_noise(piece)
            tokens += _SIMPLE.findall(piece) if noise else self._split_piece(piece)
            start = end
        return tuple(tokens)

    def _split_piece(self, piece: str) -> Sequence[Key]:
        tokens: Sequence[Key] | None = self._exceptions.get(piece)
        if tokens is None:
            tokens = self._by_affixes(piece, self._exceptions)
        return self._with_phrases(tokens)

    def _by_affixes(self, piece: str, exceptions: Mapping[str, tuple[Key, ...]]) -> list[Key]:
        before, middle, after = self._stripped(piece, exceptions)
        return [*before, *self._core(middle, exceptions), *reversed(after)]

    def _stripped(
        self, rest: str, exceptions: Mapping[str, tuple[Key, ...]]
    ) -> tuple[list[Key], str, list[Key]]:
        before: list[Key] = []
        after: list[Key] = []
        size = 0
        while rest and len(rest) != size:
            if rest in exceptions or (self._token_match and self._token_match.match(rest)):
                break
            size = len(rest)
            head = self._prefix_length(rest)
            if head and rest[head:] in exceptions:
                before.append(rest[:head])
                rest = rest[head:]
                break
            tail = self._suffix_length(rest[head:])
            if tail and rest[:-tail] in exceptions:
                after.append(rest[-tail:])
                rest = rest[:-tail]
                break
            if head:
                before.append(rest[:head])
            if tail and head + tail <= size:
                after.append(rest[size - tail :])
                rest = rest[head : size - tail]
            else:
                rest = rest[head:]
        return before, rest, after

    def _prefix_length(self, text: str) -> int:
        match = self._prefix.match(text) if self._prefix else None
        return match.end() if match else 0

    def _suffix_length(self, text: str) -> int:
        if self._suffix is None:
            return 0
        begin = max(0, len(text) - _SUFFIX_WINDOW)
        match = self._suffix.search(text, begin)
        if match and match.start() == begin and begin:
            match = self._suffix.search(text)  # "......": longer than the window
        return match.end() - match.start() if match else 0

    def _core(self, text: str, exceptions: Mapping[str, tuple[Key, ...]]) -> Sequence[Key]:
        if not text:
            return ()
        known = exceptions.get(text)
        if known is not None:
            return known
        if any(pattern.match(text) for pattern in self._whole):
            return (text,)
        return self._by_infixes(text)

    def _by_infixes(self, text: str) -> list[Key]:
        tokens: list[Key] = []
        start = 0
        for match in self._infix.finditer(text) if self._infix else ():
            if match.start() == 0:
                continue  # what a chunk begins with is no infix
            if match.start() != start:
                tokens.append(text[start : match.start()])
            if match.end() != match.start():
                tokens.append(match.group())
            start = match.end()
        if start < len(text):
            tokens.append(text[start:])
        return tokens

    def _exception_phrases(self) -> dict[tuple[str, ...], None]:
        """Exceptions that the affix rules alone would have split or stripped: ":)", "a.m."."""
        nothing: Mapping[str, tuple[Key, ...]] = {}
        return {
            tuple(text_of(token) for token in self._by_affixes(text, nothing)): None
            for text in self._exceptions
            if not text.isspace()
            and (self._prefix_length(text) or self._suffix_length(text) or self._has_infix(text))
        }

    def _has_infix(self, text: str) -> bool:
        return self._infix is not None and self._infix.search(text) is not None

    def _with_phrases(self, tokens: Sequence[Key]) -> Sequence[Key]:
        """``tokens`` with the exceptions found among them, the longest and then first one first."""
        if len(tokens) < 2 and (not tokens or (text_of(tokens[0]),) not in self._phrases):
            return tokens
        texts = [text_of(token) for token in tokens]
        spans = self._phrase_spans(texts)
        result: list[Key] = []
        i = 0
        while i < len(tokens):
            end = spans.get(i)
            known = self._exceptions.get("".join(texts[i:end])) if end else None
            if end is None or known is None:
                result.append(tokens[i])
                i += 1
            else:
                result += known
                i = end
        return result

    def _phrase_spans(self, texts: list[str]) -> dict[int, int]:
        longest = max(map(len, self._phrases), default=0)
        taken: set[int] = set()
        chosen: dict[int, int] = {}
        for size in range(min(longest, len(texts)), 0, -1):
            for start in range(len(texts) - size + 1):
                if tuple(texts[start : start + size]) not in self._phrases:
                    continue
                if start not in taken and start + size - 1 not in taken:
                    chosen[start] = start + size
                taken.update(range(start, start + size))
        return chosen


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None
