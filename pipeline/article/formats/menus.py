"""Tells a page's navigation from its text. Pure, and linear in the page.

An extraction that looks for any text at all, as it does on short pages, finds the menu first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]

#: Elements, and values of ``role``, that lead through a site.
_MENUS: Final = frozenset(("nav", "menu", "navigation"))
#: So much of a menu stands in links, at least. What does not is text: where an end tag is missing,
#: all that follows lies in the menu.
_LINKED: Final = 0.5
#: What stands below every page of a site …
_FOOTERS: Final = frozenset(("footer", "contentinfo"))
#: … but not what stands below a text, and may name its author.
_WHOLE: Final = frozenset(("article", "main"))
#: How a paragraph ends, in any script: a link around all of it makes it no item of a menu.
_ENDS: Final = (".", "!", "?", "…", "。", "！", "？", "।", "۔", "؟", '"', "”", "»")


def empty_menus(tree: Any) -> None:
    """Take the content of menus and footers out of a page; what stands behind them stays."""
    menus = [one for one in _outermost(tree, lambda one: _is(one, _MENUS)) if _is_linked(one)]
    below = _outermost(tree, lambda one: _is(one, _FOOTERS) or one.tag in _WHOLE)
    for element in [*menus, *(one for one in below if one.tag not in _WHOLE)]:
        element.clear(keep_tail=True)


def links(tree: Any) -> frozenset[str]:
    """The texts of a page's links."""
    return frozenset(_text(link) for link in _outermost(tree, _is_link))


def is_menu(text: str, links: Set[str]) -> bool:
    """Whether each line of a page's extracted text is that of a link, and ends as no sentence."""
    items = (
        _squeezed(cell.strip().removeprefix("- "))
        for line in text.splitlines()
        for cell in line.split("|")  # so tables are written, with dashes below their heads
    )
    return all(item in links and not item.endswith(_ENDS) for item in items if item.strip("-"))


def _is(element: Any, kinds: Set[str]) -> bool:
    return element.tag in kinds or element.get("role") in kinds


def _is_link(element: Any) -> bool:
    return bool(element.tag == "a")


def _is_linked(element: Any) -> bool:
    linked = sum(len(_text(link)) for link in _outermost(element, _is_link))
    return linked >= _LINKED * len(_text(element))


def _outermost(tree: Any, wanted: Callable[[Any], bool]) -> Iterator[Any]:
    """The elements that are wanted, but for those within another: together no larger than it."""
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        if wanted(element):
            walk.skip_subtree()
            yield element


def _text(element: Any) -> str:
    return _squeezed("".join(element.itertext()))


def _squeezed(text: str) -> str:
    return " ".join(text.split())
