"""Variants of JSON-LD, ninjs and pages as publishers and agencies send them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.article.formats import Found, Unreadable, read
from pipeline.article.formats.readers import Item

NEWS: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Rain",
    "articleBody": "It rained in Kyiv.",
}
NINJS: dict[str, Any] = {"uri": "urn:n:1", "type": "text", "versioncreated": "2020-01-02"}
LONG = "It rained in Kyiv for ten days, and the Dnipro rose by two metres. " * 10


def items(folder: Path, value: Any, name: str = "a.json") -> list[Item]:
    """What is read of a file that holds a value as JSON, or a page."""
    file = folder / name
    file.write_text(value if isinstance(value, str) else json.dumps(value))
    return list(read([file], max_bytes=1 << 20))


def texts(folder: Path, value: Any, name: str = "a.json") -> list[str]:
    """The texts of the articles, and the types of faults."""
    return [
        item.article.text if isinstance(item, Found) else item.type
        for item in items(folder, value, name)
    ]


def page(head: str, body: str) -> str:
    """A page."""
    return f"<html><head><title>Rain</title>{head}</head><body>{body}</body></html>"


def script(value: Any) -> str:
    """JSON-LD in a page."""
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_a_list_of_json_ld_is_one_document(tmp_path: Path) -> None:
    """What stands beside the article in it is no fault, and tells of it."""
    site = {"@context": "https://schema.org", "@type": "Organization", "@id": "#s", "name": "Wire"}
    (item,) = items(tmp_path, [NEWS | {"publisher": {"@id": "#s"}}, site])
    assert isinstance(item, Found)
    assert item.article.source == "Wire"
    assert texts(tmp_path, [site]) == ["no-article"]
    assert texts(tmp_path, [NEWS, {"text": "Snow"}, {}]) == [NEWS["articleBody"], "Snow", "no-text"]


def test_names_without_their_sign_are_those_of_json_ld(tmp_path: Path) -> None:
    """schema.org's own context allows `type` and `id`."""
    plain = {
        "@context": "https://schema.org",
        "type": "NewsArticle",
        "id": "https://example.org/1",
        "articleBody": "Rain",
    }
    (item,) = items(tmp_path, plain)
    assert isinstance(item, Found)
    assert (item.article.text, item.article.url) == ("Rain", "https://example.org/1")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (["Part one.", "Part two."], "Part one.\nPart two."),
        ([{"@value": "Regen", "@language": "de"}, {"@value": "Rain", "@language": "en"}], "Regen"),
        ([{"@value": "One"}, {"@value": "Two"}], "One\nTwo"),
    ],
)
def test_a_body_in_parts_is_whole(tmp_path: Path, body: Any, text: str) -> None:
    """No part of it is lost; two languages are not mixed."""
    assert texts(tmp_path, NEWS | {"articleBody": body}) == [text]


def test_what_is_only_a_wrapper_gives_way_to_what_is_in_it(tmp_path: Path) -> None:
    """A live blog's posts, a package's items; where nothing in it has a body, it is named."""
    posts = [{"@type": "BlogPosting", "articleBody": one} for one in ("One.", "Two.")]
    blog = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "liveBlogUpdate": posts}
    assert texts(tmp_path, blog) == ["One.", "Two."]
    assert texts(tmp_path, blog | {"articleBody": "All."}) == ["All."]
    assert texts(tmp_path, blog | {"liveBlogUpdate": []}) == ["no-text"]
    story = NINJS | {"uri": "urn:n:2", "body_text": "Rain."}
    picture = NINJS | {"uri": "urn:n:3", "type": "picture"}
    package = NINJS | {"type": "composite"}
    assert texts(tmp_path, package | {"associations": {"p": picture, "s": story}}) == ["Rain."]
    assert texts(tmp_path, package | {"associations": [picture, story]}) == ["Rain."]
    assert texts(tmp_path, package | {"associations": {"p": picture, "x": None}}) == ["no-text"]
    assert texts(tmp_path, story | {"associations": {"s": story}}) == ["Rain."]


def test_ninjs_of_agencies_differs(tmp_path: Path) -> None:
    """Superdesk writes `guid`; version 1 allows a body of any format."""
    (item,) = items(tmp_path, {**NINJS, "uri": None, "guid": "urn:g", "body_html": "<p>Rain</p>"})
    assert isinstance(item, Found)
    assert (item.article.id, item.article.text) == ("urn:g", "Rain")
    assert texts(tmp_path, NINJS | {"body_nitf": "<body><p>Rain</p><p>Hail</p></body>"}) == [
        "Rain\nHail"
    ]


def test_a_page_that_scripts_draw_has_its_text_in_json_ld(tmp_path: Path) -> None:
    """And one that shows a teaser only; an extraction that is about as long stays."""
    for body in ("<div id=app></div>", "<p>Teaser.</p>"):
        for text in (NEWS["articleBody"], LONG):
            said = script([NEWS | {"articleBody": text}])
            assert texts(tmp_path, page(said, body), "a.html")[0].strip() == text.strip()
    said = script(NEWS | {"url": "https://example.org/1", "datePublished": "2020-01-02T03:04Z"})
    (item,) = items(tmp_path, page(said, "<div id=app></div>"), "a.html")
    assert isinstance(item, Found)
    assert item.article.url == "https://example.org/1"
    assert item.article.published == "2020-01-02T03:04Z"
    assert "jsonld" not in item.article.extra
    seen = page(script(NEWS | {"articleBody": LONG}), f"<article><p>Seen. {LONG}</p></article>")
    assert texts(tmp_path, seen, "a.html")[0].startswith("Seen.")
    broken = page('<script type="application/ld+json">{"@type": </script>', "<p>It rained.</p>")
    assert texts(tmp_path, broken, "a.html") == ["It rained."]


def test_a_page_tells_the_time_of_day(tmp_path: Path) -> None:
    """Extraction alone gives the day."""
    meta = '<meta property="article:published_time" content="2023-05-06T07:08:09Z">'
    (item,) = items(tmp_path, page(meta, f"<article><p>{LONG}</p></article>"), "a.html")
    assert isinstance(item, Found)
    assert item.article.published == "2023-05-06T07:08:09Z"


def test_a_body_of_another_name_is_pointed_at(tmp_path: Path) -> None:
    """Most JSON that is refused only calls it otherwise."""
    (item,) = items(tmp_path, {"title": "T", "content": "It rained."})
    assert isinstance(item, Unreadable)
    assert 'Rename "content"' in item.message


@pytest.mark.timeout(60)
def test_nests_of_wrappers_take_no_time(tmp_path: Path) -> None:
    """Hostile graphs: deep chains of articles without a body, and wide ones."""
    chain: Any = {"@type": "NewsArticle"}
    for _ in range(60):
        chain = {"@type": "NewsArticle", "hasPart": chain}
    wide = {"@context": "x", "@graph": [chain] * 300}
    assert set(texts(tmp_path, wide)) == {"no-text"}
    package: Any = NINJS
    for _ in range(30):
        package = NINJS | {"associations": [package]}
    assert texts(tmp_path, package) == ["no-text"]
