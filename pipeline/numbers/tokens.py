"""Text → tokens with offsets, for the number grammar.

Pure: standard library only. A token is a run of letters, a digit numeral with its inner commas
and points ("1,234.5"), a web address, a possessive "'s", or one other character. Tokens cover
the text; white space belongs to the token before it, but a line break that does not run on in
lower case is a token of its own ("\\n"), so that no phrase is read across paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

# Every repetition is possessive: a character is looked at a bounded number of times. In a list
# without blanks ("22,24,26") the first number looks at all of it once, and the others, which are
# asked about first, only back at their comma.
_TOKEN: Final = re.compile(
    r"(?:https?://\S++|www\.\S++"
    r"|[A-Za-z\u00c0-\u024f]++"
    r"|[0-9]{1,3}(?:[\u00a0\u2009\u202f][0-9]{3}(?![0-9]))++(?:\.[0-9]++)?+"
    r"|[1-9][0-9]{0,2}(?:[ ][0-9]{3}(?![0-9])){2,}+|[1-9][0-9]{0,2}[ ]000(?![0-9])"
    r"|(?<=[0-9],)[0-9]{1,2}(?![0-9])|[0-9]{1,2}(?=(?:,[0-9]{1,2}+(?![0-9])){2,}+(?![0-9,]))"
    r"|[0-9]++(?:[.,][0-9]++)*+"
    r"|['’]s(?![A-Za-z])"
    r"|.)"
    r"[ \t\r\u00a0\u2009\u202f]*+(?:\n(?=[a-z]))?+",
    re.DOTALL,
)

# Rules look at most this many tokens past the last one, so that no index needs a check; a
# negative index wraps round into the same padding.
PADDING: Final = 12


@dataclass(slots=True)
class Tokens:
    """The tokens of one text, in parallel lists, followed by `PADDING` empty ones.

    ``words`` are as written, ``lows`` in lower case; ``starts`` are offsets in ``text``;
    ``count`` is the number of real tokens.
    """

    text: str
    words: list[str]
    lows: list[str]
    starts: list[int]
    count: int

    def end(self, i: int) -> int:
        """The offset just past token ``i``, without the white space that follows."""
        return self.starts[i] + len(self.words[i])

    def glued(self, i: int) -> bool:
        """Whether nothing stands between token ``i`` and the one before it."""
        return i > 0 and self.starts[i] == self.starts[i - 1] + len(self.words[i - 1])


def tokenise(text: str) -> Tokens:
    """Cuts ``text`` into tokens, in one pass."""
    pieces = _TOKEN.findall(text)
    starts = list(accumulate(map(len, pieces), initial=0))
    words = list(map(str.rstrip, pieces))
    count = len(words)
    i = -1
    for _ in range(words.count("")):  # white space of its own
        i = words.index("", i + 1)
        words[i] = pieces[i][0]
    words += [""] * PADDING
    starts += [len(text)] * (PADDING - 1)
    return Tokens(text, words, list(map(str.lower, words)), starts, count)
