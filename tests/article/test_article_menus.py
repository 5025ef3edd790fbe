"""A page's navigation is not its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.article.formats import Found, read
from pipeline.article.formats.menus import is_menu

SECTIONS = "".join(f'<li><a href="/{name}">{name} news</a></li>' for name in ("World", "Sport"))
RAIN = "It rained in Lviv on Sunday."


def read_page(folder: Path, body: str) -> str:
    """The article's text, or the type and message of the fault."""
    file = folder / "a.html"
    file.write_text(f"<html><head><title>The Gull</title></head><body>{body}</body></html>")
    (item,) = read([file], max_bytes=1 << 20)
    return item.article.text if isinstance(item, Found) else f"{item.type}: {item.message}"


@pytest.mark.parametrize(
    "body",
    [
        f"<nav><ul>{SECTIONS}</ul></nav>",
        f"<div role=navigation>Sections: {SECTIONS}</div>",
        f"<ul class=menu>{SECTIONS}</ul>",
        "<table><tr><td><a href=/1>World</a></td><td><a href=/2>Sport</a></td></tr></table>",
        "<table><tr><th><a href=/1>World</a></th></tr><tr><td><a href=/2>Art</a></td></tr></table>",
        f"<nav>{SECTIONS}</nav><footer><p>Copyright The Gull. All rights reserved.</p></footer>",
        "".join(f"<h3><a href=/{n}>Rain for the {n}th day in Lviv</a></h3>" for n in range(4, 30)),
    ],
)
def test_a_page_of_links_alone_is_refused(tmp_path: Path, body: str) -> None:
    """Menus, front pages and footers hold no article, and the fault says so."""
    assert read_page(tmp_path, body).startswith(
        "no-text: The page has no article text: nothing but"
    )


@pytest.mark.parametrize(
    "body",
    [
        f"<nav><ul>{SECTIONS}</ul></nav><article><p>{RAIN}</p></article>",
        f"<nav><ul>{SECTIONS}</ul></nav><div>{RAIN}</div>",
        f"<main><nav>{SECTIONS}</nav><p>{RAIN}</p></main>",
        f"<p><a href=/full>{RAIN}</a></p>",
        f"<footer><a href=/imprint>Imprint</a></footer><p>{RAIN}</p>",
    ],
)
def test_a_short_text_stands_without_the_menu(tmp_path: Path, body: str) -> None:
    """One sentence is enough, and a sentence that is a link is one."""
    assert read_page(tmp_path, body).strip() == RAIN


def test_what_follows_an_open_menu_is_text(tmp_path: Path) -> None:
    """Where the end tag is missing, the parser puts the whole page into the menu."""
    found = read_page(tmp_path, f"<nav><a href=/1>World</a><p>{RAIN} {RAIN}</p><p>{RAIN}</p>")
    assert found.count(RAIN) == 3


def test_tables_of_links_are_menus() -> None:
    """An extraction writes a table's cells between bars: each is looked at, empty ones are not."""
    assert is_menu("| World | Sport |\n|---|---|\n- World", {"World", "Sport"})
    assert not is_menu("| World | It rained |", {"World"})
