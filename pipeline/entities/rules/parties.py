"""Acronyms that are bodies for what is said of them: "SLFP General Secretary", "the RFMF said".

Pure: standard library and tables.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.entities.rules.firms import is_firm
from pipeline.entities.rules.found import is_whole
from pipeline.entities.rules.tables import listed, words

#: Who belongs to a party or union of which the acronym is said.
_MEMBER: Final = re.compile(
    r"(?:\([A-Z]\))? (?:chief|[Ll]eaders?|[Gg]eneral [Ss]ecretary|[Ss]ecretary[- ][Gg]eneral|"
    r"[Cc]hairm[ae]n|"
    r"[Cc]hairperson|[Pp]resident|[Nn]ational|[Ss]pokes(?:man|woman|person)|MPs?|MLAs?|MNAs?|"
    r"lawmakers?|legislators?|deput(?:y|ies)|candidates?|supporters|members?|"
    r"[Ss]tate [Ss]ecretary|party|rebels|guerrillas|workers)\b"
)
#: What bodies do and things don't.
_SAYS: Final = re.compile(
    r" (?:(?:has|had|have) )?(?:said|says|announced|urged|warned|denied|reported|confirmed|called|"
    r"accused|asked|condemned|rejected|decided|will|would|wants|wanted|arrested|fined|suspended)\b"
)
#: What firms and agencies say of themselves: "KPN said on Monday it would".
_OF_ITSELF: Final = re.compile(
    r" (?:said|says|announced)(?: on [A-Z][a-z]+day| in a statement)?,? (?:that )?its?\b"
)
#: The letter of a party's wing: "JD(U)".
_WING: Final = re.compile(r"\([A-Z]\)")


def is_party(text: str, start: int, acronym: str) -> bool:
    """Whether an acronym's members or leaders follow: "SLFP General Secretary", "ODM leader".

    With a wing's letter, as in "the JUI-F", none need to.
    """
    end = start + len(acronym)
    if not is_whole(text, start, end):
        return False
    if len(acronym) == 2:
        return _WING.match(text, end) is not None
    front, hyphen, wing = acronym.partition("-")
    if hyphen and front.isalpha() and wing.isalpha() and len(front) > 1:
        return text[start - 4 : start] == "the "
    if text[start - 4 : start] in ("the ", "The ") and _SAYS.match(text, end):
        return True
    if _OF_ITSELF.match(text, end) or is_firm(text, end):
        return True
    return _MEMBER.match(text, end) is not None


def acronym_in(run: str) -> int:
    """The length of the acronym that begins the run and may be a party's or union's, or 0."""
    word = run.partition(" ")[0]
    if not word.isupper() or not 1 < len(word) < 9 or word in words("no body"):
        return 0
    return 0 if word in listed("countries") else len(word)
