"""IPTC ninjs items become fields of the contract: versions 2 and 3, and 1 where they differ.

Pure: standard library only. Version 2 writes lower case (``versioncreated``, ``contenttype``),
version 3 camel case (``versionCreated``, ``contentType``), version 1 one ``headline`` and
``body_text``: names are compared without case. Of several bodies the plain text is taken before
markup, and the main one before the others. What the contract has no field for is kept under
``ninjs``.

>>> fields({"uri": "urn:x:1", "bodies": [{"contenttype": "text/plain", "value": "It rained."}]})
{'id': 'urn:x:1', 'text': 'It rained.'}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pipeline.article.formats.markup import fragment, plain

#: Properties, in lower case, that tell a ninjs item from other JSON that has a ``uri``.
_MARKS: Final = frozenset(
    ("bodies", "headlines", "versioncreated", "pubstatus", "body_text", "body_html", "body_xhtml")
)
#: What an item is called by.
_NAMES: Final = frozenset(("uri", "guid"))
#: Properties that become fields.
_USED: Final = frozenset(
    ("uri", "bodies", "headlines", "headline", "language", "body_text", "body_html", "body_xhtml")
)
#: Roles of the body that is the article; agencies also send summaries, captions and scripts.
_MAIN_ROLES: Final = frozenset(("", "main", "body", "text", "plaintext", "html", "story"))


def is_ninjs(value: Mapping[str, Any]) -> bool:
    """Whether an object looks like a ninjs item; Superdesk writes ``guid`` for ``uri``."""
    names = {name.lower() for name in value}
    return not names.isdisjoint(_NAMES) and not names.isdisjoint(_MARKS)


def articles(item: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The fields of an item; of a package without a body, those of the items in it that have one.

    Never recurses; an item that is in two packages comes twice.
    """
    whole = fields(item)
    found, waiting = [whole] if whole["text"] else [], [item]
    while waiting and not whole["text"]:
        for inner in _associated(waiting.pop()):
            waiting.append(inner)
            given = fields(inner)
            if given["text"]:
                found.append(given)
    yield from found or [whole]


def _associated(item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The items that an item comes with: by name, or in a list (version 3)."""
    for name, value in item.items():
        if name.lower() == "associations":
            inner = value.values() if isinstance(value, dict) else value
            return [one for one in inner if isinstance(one, dict)] if inner else []
    return []


def fields(item: Mapping[str, Any]) -> dict[str, Any]:
    """The contract's fields of an item; ``text`` is empty when it has no body (a picture, say)."""
    said = {name.lower(): value for name, value in item.items()}
    uri = _string(said.get("uri")) or _string(said.get("guid"))
    found = {
        "id": uri,
        "title": _headline(said),
        "text": _body(said),
        "url": uri if uri and uri.startswith(("http://", "https://")) else None,
        "published": _string(said.get("versioncreated"))
        or _string(said.get("contentcreated"))
        or _string(said.get("firstcreated")),
        "language": _string(said.get("language")),
        "source": _source(said),
        "ninjs": {name: value for name, value in item.items() if name.lower() not in _USED},
    }
    return {name: value for name, value in found.items() if value or name == "text"}


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _parts(value: Any) -> list[dict[str, str]]:
    """A list of ``{role, contenttype, value}``, names in lower case, those without value left."""
    parts = []
    for part in value if isinstance(value, list) else []:
        if isinstance(part, dict):
            said = {str(name).lower(): text for name, text in part.items() if _string(text)}
            if "value" in said:
                parts.append(said)
    return parts


def _is_main(part: Mapping[str, str]) -> bool:
    return part.get("role", part.get("name", "")).lower() in _MAIN_ROLES


def _headline(said: Mapping[str, Any]) -> str | None:
    headlines = _parts(said.get("headlines"))
    if headlines:
        return plain(min(headlines, key=lambda part: not _is_main(part))["value"])
    title = _string(said.get("headline")) or _string(said.get("title"))
    return plain(title) if title else None


def _body(said: Mapping[str, Any]) -> str:
    """The main body in plain text."""
    bodies = _parts(said.get("bodies"))
    if bodies:
        best = min(bodies, key=lambda part: (not _is_main(part), _is_markup(part)))
        return fragment(best["value"]) if _is_markup(best) else best["value"]
    markup = _string(said.get("body_xhtml")) or _string(said.get("body_html"))
    # Version 1 allows any other format as well: body_nitf, say.
    others = (_string(said[name]) for name in sorted(said) if name.startswith("body_"))
    return (
        _string(said.get("body_text"))
        or (fragment(markup) if markup else "")
        or plain(next(filter(None, others), ""))
    )


def _is_markup(part: Mapping[str, str]) -> bool:
    return "html" in part.get("contenttype", "").lower() or "xml" in part.get("contenttype", "")


def _source(said: Mapping[str, Any]) -> str | None:
    """Who it comes from: the first information source, else the holder of the copyright."""
    sources = said.get("infosources", said.get("infosource"))
    for source in sources if isinstance(sources, list) else []:
        name = _string(source.get("name")) if isinstance(source, dict) else None
        if name:
            return name
    return _string(said.get("copyrightholder"))
