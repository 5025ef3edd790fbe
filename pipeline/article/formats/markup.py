"""HTML becomes plain text: a page's main text with what it says of itself, or a fragment's text.

Pure: standard library, orjson, lxml and trafilatura (imported when the first page is read: it
takes a quarter of a second). Navigation, comments, scripts and boilerplate are left out of a page.
"""

from __future__ import annotations

import contextlib
import copy
import html
import itertools
import re
from typing import Any, Final

import orjson

from pipeline.article.formats import menus

#: Elements that end a paragraph. Everything else runs on within its line.
# fmt: off
_BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
))
# fmt: on
_HIDDEN: Final = frozenset(("script", "style", "template", "noscript", "head"))

#: What only markup has: the end of a common element, or a line break.
_TAG: Final = re.compile(r"</(?:p|div|h[1-6]|li|span|a|b|i|em|strong|blockquote)>|<br ?/?>", re.I)

#: Elements of a page. Extraction takes time with their square when they are tiny: 17 s for
#: 100,000 paragraphs of three letters, under 2 s for this many. News pages have 500 to 5,000.
MAX_ELEMENTS: Final = 30_000


def page(source: bytes) -> dict[str, Any] | None:
    """The contract's fields of an HTML page, or None when no text but its navigation is found.

    Nor is one looked for beyond `MAX_ELEMENTS`.
    """
    import trafilatura

    tree = trafilatura.load_html(source)
    if tree is None or next(itertools.islice(tree.iter(), MAX_ELEMENTS, None), None) is not None:
        return None
    language, head = tree.get("lang"), copy.deepcopy(tree.find("head"))
    menus.empty_menus(tree)
    links = menus.links(tree)  # before the extraction, which changes the tree
    found = trafilatura.bare_extraction(tree, with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict) or not found.text:
        return None
    if menus.is_menu(found.text, links):
        return None
    fields = {
        "title": found.title,
        "text": _without_title(found.text, found.title),
        "url": found.url,
        "published": found.date if head is None else _published(head, found.date),
        "language": language or found.language,
        "source": found.sitename,
        "author": found.author,
    }
    return {name: value for name, value in fields.items() if value}


def linked_data(source: bytes) -> list[Any]:
    """What a page says of itself in JSON-LD: the value of each script that is whole."""
    if b"ld+json" not in source:
        return []
    import trafilatura

    tree = trafilatura.load_html(source)
    found = []
    for script in () if tree is None else tree.iter("script"):
        if script.get("type", "").partition(";")[0].strip().lower() == "application/ld+json":
            with contextlib.suppress(orjson.JSONDecodeError):
                found.append(orjson.loads(script.text or ""))
    return found


def _published(tree: Any, date: str | None) -> str | None:
    """The day that was found, with the time of day where the page's head says it."""
    for element in tree.iter("meta"):
        moment = str(element.get("content") or "")
        if element.get("property") == "article:published_time" and date:
            return moment if moment.startswith(f"{date}T") else date
    return date


def _without_title(text: str, title: str | None) -> str:
    """The text without a first line that only repeats the title."""
    first, _, rest = text.partition("\n")
    return rest if rest and title and first.strip() == title.strip() else text


def plain(text: str) -> str:
    """A text that may hold markup or character references, as a reader would see it."""
    return fragment(text) if _TAG.search(text) else html.unescape(text)


def fragment(source: str) -> str:
    """The text of a piece of HTML or XHTML, one paragraph a line, white space collapsed."""
    from lxml import etree  # type: ignore[import-untyped]

    # As bytes: a text with an XML declaration is refused as a string.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    root = etree.fromstring(source.encode(errors="replace"), parser)
    if root is None:
        return ""
    pieces: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            pieces.append("" if hidden else element.tail or "")
            continue
        hidden += (element.tag in _HIDDEN) * (1 if event == "start" else -1)
        broken = "\n" if element.tag in _BLOCKS else ""
        text = element.text if event == "start" else element.tail
        # Line ends of the source are white space; those that blocks make are the paragraphs'.
        pieces.append(broken + ("" if hidden else (text or "").replace("\n", " ")))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
