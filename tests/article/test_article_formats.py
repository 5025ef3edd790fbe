"""Files of every format become articles, in order, and each fault names its file and line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.article.decode import decode
from pipeline.article.formats import Found, Unreadable, read
from pipeline.article.formats.files import Item
from pipeline.article.formats.jsonld import articles as jsonld_articles
from pipeline.article.formats.markup import fragment, plain
from pipeline.article.formats.ninjs import fields as ninjs_fields
from pipeline.article.formats.ninjs import is_ninjs

LIMIT = 1 << 16
RAIN = "Rain fell in Kyiv on Monday."


def items(path: Path, name: str, content: str | bytes, *, limit: int = LIMIT) -> list[Item]:
    """What a file of that name and content holds."""
    file = path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read([file], max_bytes=limit))


def only(found: list[Item]) -> Found:
    assert len(found) == 1
    assert isinstance(found[0], Found), found[0]
    assert decode(found[0].record, max_bytes=LIMIT) == found[0].article
    return found[0]


def fault(found: list[Item]) -> Unreadable:
    assert len(found) == 1
    assert isinstance(found[0], Unreadable), found[0]
    return found[0]


def test_a_text_file_is_the_text_unchanged(tmp_path: Path) -> None:
    """Line ends, spaces at both ends and odd characters stay; a byte order mark does not."""
    text = "  One\r\nTwo\n\n\u00a0Three\u2028 \ufeff😀 \n"
    article = only(items(tmp_path, "a.txt", b"\xef\xbb\xbf" + text.encode())).article
    assert article.text == text
    assert article.title is None


def test_text_faults_are_named(tmp_path: Path) -> None:
    """Wrong encodings, empty files, large files and missing files say what to do."""
    assert fault(items(tmp_path, "a.txt", "café".encode("latin-1"))).type == "not-utf8"
    assert fault(items(tmp_path, "b.txt", " \n")).type == "no-text"
    assert fault(items(tmp_path, "c.txt", "x" * 11, limit=10)).type == "too-large"
    assert fault(list(read([tmp_path / "none.txt"], max_bytes=9))).type == "unreadable-file"
    assert fault(items(tmp_path, "d.docx", "x")).type == "unknown-format"


def test_json_lines_survive_bad_lines(tmp_path: Path) -> None:
    """One bad line never stops the rest, and its number is right; empty lines are passed over."""
    lines = [
        '{"text": "one"}',
        "",
        '{"text": ',
        '{"title": "no text"}',
        '{"text": "' + "x" * (8 * LIMIT) + '"}',
        "[]",
        '  {"text": "two"}  ',
    ]
    found = items(tmp_path, "a.jsonl", "\n".join(lines))
    assert [(item.line, getattr(item, "type", "found")) for item in found] == [
        (1, "found"),
        (3, "not-json"),
        (4, "no-text"),
        (5, "too-large"),
        (6, "not-an-object"),
        (7, "found"),
    ]
    bad = found[1]
    assert isinstance(bad, Unreadable)
    assert bad.where == f"{tmp_path / 'a.jsonl'}:3"


def test_standard_input_is_json_lines() -> None:
    """A dash reads JSON lines, of any JSON format."""
    stream = io.BytesIO(b'{"text": "one"}\n{"uri": "urn:1", "bodies": [{"value": "two"}]}')
    texts = [
        item.article.text
        for item in read(["-"], max_bytes=LIMIT, stdin=stream)
        if isinstance(item, Found)
    ]
    assert texts == ["one", "two"]


def test_lines_are_read_one_at_a_time() -> None:
    """The first article is there before the second line is."""

    class OneLine(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            line = super().readline(size)
            assert line, "read on before the first article was taken"
            return line

    stream = OneLine(b'{"text": "one"}\n')
    assert isinstance(next(read(["-"], max_bytes=LIMIT, stdin=stream)), Found)


def test_a_json_file_holds_an_article_or_a_list(tmp_path: Path) -> None:
    """Pretty-printed JSON, lists, and JSON lines under the wrong name are all read."""
    pretty = json.dumps({"id": "a", "text": RAIN, "n": 2**70}, indent=2)
    assert only(items(tmp_path, "a.json", pretty)).record.endswith(f'"n":{2**70}}}'.encode())
    found = items(tmp_path, "b.json", json.dumps([{"text": "one"}, {"no": 1}, {"text": "two"}]))
    assert [isinstance(item, Found) for item in found] == [True, False, True]
    assert isinstance(found[1], Unreadable)
    assert found[1].message.startswith("Item 2 of the list")
    assert len(items(tmp_path, "c.json", '{"text": "one"}\n{"text": "two"}\n')) == 2


@pytest.mark.parametrize(
    ("content", "type"),
    [
        (b"", "not-json"),
        (b'{"text": "x"', "not-json"),
        (b'{"text": "\xff"}', "not-utf8"),
        (b"7", "not-an-object"),
        (b"[" * 300 + b"]" * 300, "too-deep"),
        (b'{"@type": "x", "n": [11111111111111111111, ' + b"[" * 1000 + b"]" * 1001 + b"}",
         "too-deep"),
        (b'{"@context": "https://schema.org", "@type": "Recipe"}', "no-article"),
    ],
)  # fmt: skip
def test_json_faults_are_named(tmp_path: Path, content: bytes, type: str) -> None:
    """Each fault of a JSON file has its name."""
    assert fault(items(tmp_path, "a.json", content)).type == type


def test_a_folder_without_articles_is_named(tmp_path: Path) -> None:
    """Among other paths, too, where silence would pass for success."""
    (tmp_path / "bare" / "sub").mkdir(parents=True)
    (tmp_path / "bare" / "notes.pdf").write_bytes(b"x")
    (tmp_path / "a.txt").write_text("Rain fell.")
    first, second = read([tmp_path / "bare", tmp_path / "a.txt"], max_bytes=1000)
    assert isinstance(first, Unreadable)
    assert (first.type, first.where) == ("no-article", str(tmp_path / "bare"))
    assert isinstance(second, Found)


def test_folders_are_read_in_order(tmp_path: Path) -> None:
    """Recursive and sorted; hidden files and those of other formats are passed over."""
    for name in ("b.txt", "a/z.txt", "a/B.TXT", "c.md", ".hidden.txt", ".git/x.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(name)
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    texts = [
        item.article.text for item in read([tmp_path], max_bytes=LIMIT) if isinstance(item, Found)
    ]
    assert texts == ["a/B.TXT", "a/z.txt", "b.txt"]


# --- schema.org


def test_news_article_of_a_page(tmp_path: Path) -> None:
    """The usual JSON-LD of a news site gives all fields; the rest is kept."""
    value = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": "https://e.org/rain"},
        "headline": "Rain &amp; wind",
        "datePublished": "2023-03-21T10:00:00Z",
        "inLanguage": "en-GB",
        "publisher": {"@type": "NewsMediaOrganization", "name": "E News"},
        "author": [{"@type": "Person", "name": "A. Writer"}],
        "articleBody": "<p>Rain fell.</p><p>It&#8217;s wet.</p>",
    }
    article = only(items(tmp_path, "a.json", json.dumps(value))).article
    assert article.title == "Rain & wind"
    assert article.text == "Rain fell.\nIt’s wet."
    assert article.url == "https://e.org/rain"
    assert article.published == "2023-03-21T10:00:00Z"
    assert article.language == "en-GB"
    assert article.source == "E News"
    assert article.extra["jsonld"]["author"] == value["author"]


def test_graphs_lists_prefixes_and_references() -> None:
    """Articles are found wherever they stand, each once, with references followed."""
    body = {"schema:articleBody": [{"@value": RAIN, "@language": "en"}]}
    value = {
        "@graph": [
            {"@type": "Organization", "@id": "#org", "name": "E News"},
            {"@type": ["schema:ReportageNewsArticle"], "publisher": {"@id": "#org"}, **body},
            {"@type": "WebPage", "mainEntity": {"@type": "http://schema.org/NewsArticle",
             "@id": "https://e.org/2", "articleBody": "Two", "inLanguage":
             {"@type": "Language", "alternateName": "uk"},
             "citation": {"@type": "NewsArticle", "articleBody": "Cited"}}},
        ]
    }  # fmt: skip
    first, second = jsonld_articles(value)
    assert first["text"] == RAIN
    assert first["source"] == "E News"
    assert (second["text"], second["url"], second["language"]) == ("Two", "https://e.org/2", "uk")


def test_an_article_without_body_is_named(tmp_path: Path) -> None:
    """Metadata alone is no article."""
    assert fault(items(tmp_path, "a.json", '{"@type": "NewsArticle"}')).type == "no-text"


# --- ninjs

NINJS_2: dict[str, Any] = {
    "uri": "urn:newsml:example.org:20230321:1",
    "versioncreated": "2023-03-21T10:00:00Z",
    "firstcreated": "2023-03-20T10:00:00Z",
    "pubstatus": "usable",
    "language": "en",
    "infosources": [{"name": "E News"}],
    "headlines": [
        {"role": "short", "value": "Rain"},
        {"role": "main", "contenttype": "text/plain", "value": "Rain in Kyiv"},
    ],
    "bodies": [
        {"role": "summary", "contenttype": "text/plain", "value": "Short."},
        {"role": "main", "contenttype": "text/html", "value": "<p>Marked up.</p>"},
        {"role": "main", "contenttype": "text/plain", "charcount": 28, "value": RAIN},
    ],
}
NINJS_3 = {
    **{key: NINJS_2[key] for key in ("uri", "language", "headlines")},
    "versionCreated": NINJS_2["versioncreated"],
    "pubStatus": "usable",
    "infoSources": NINJS_2["infosources"],
    "bodies": [
        {{"contenttype": "contentType", "charcount": "charCount"}.get(k, k): v
         for k, v in body.items()} for body in NINJS_2["bodies"]
    ],
}  # fmt: skip


@pytest.mark.parametrize("value", [NINJS_2, NINJS_3], ids=["2", "3"])
def test_ninjs_of_both_spellings(tmp_path: Path, value: dict[str, Any]) -> None:
    """The main body in plain text is taken, and the same fields from both spellings."""
    article = only(items(tmp_path, "a.json", json.dumps(value))).article
    assert article.id == "urn:newsml:example.org:20230321:1"
    assert article.title == "Rain in Kyiv"
    assert article.text == RAIN
    assert article.published == "2023-03-21T10:00:00Z"
    assert article.source == "E News"
    assert article.url is None
    assert article.extra["ninjs"]["pubstatus" if value is NINJS_2 else "pubStatus"] == "usable"


def test_ninjs_with_markup_only_and_version_1() -> None:
    """Markup becomes text; version 1's single headline and body are read."""
    marked = {
        "uri": "https://e.org/1",
        "bodies": [{"contentType": "text/html", "value": "<p>A</p>"}],
    }
    assert ninjs_fields(marked) == {"id": "https://e.org/1", "text": "A", "url": "https://e.org/1"}
    old = {"uri": "u", "headline": "H", "body_text": "B", "body_html": "<p>C</p>"}
    assert is_ninjs(old)
    assert ninjs_fields(old) == {"id": "u", "title": "H", "text": "B"}


def test_a_ninjs_picture_has_no_text(tmp_path: Path) -> None:
    """An item without body is no article."""
    value = '{"uri": "urn:1", "type": "picture", "pubstatus": "usable"}'
    assert fault(items(tmp_path, "a.json", value)).type == "no-text"


# --- HTML


def test_a_page_gives_its_main_text(tmp_path: Path) -> None:
    """Navigation and scripts are left out; what the page says of itself is read."""
    paragraphs = "".join(f"<p>{RAIN} It was the {n}th day of it, officials said.</p>"
                         for n in range(4, 12))  # fmt: skip
    page = f"""<!doctype html><html lang="en-GB"><head><title>Rain - E News</title>
      <link rel="canonical" href="https://e.org/rain">
      <meta property="og:title" content="Rain in Kyiv">
      <meta property="article:published_time" content="2023-03-21T10:00:00Z">
      <meta property="og:site_name" content="E News"><script>var x = "no"</script></head>
      <body><nav><a href="/">Home</a> <a href="/w">World</a></nav>
      <article><h1>Rain in Kyiv</h1>{paragraphs}</article><footer>Imprint</footer></body></html>"""
    article = only(items(tmp_path, "a.html", page)).article
    assert article.title == "Rain in Kyiv"
    assert article.text.startswith(RAIN)
    assert article.text.count(RAIN) == 8
    assert "Imprint" not in article.text
    assert "var x" not in article.text
    assert (article.url, article.language) == ("https://e.org/rain", "en-GB")
    assert article.published == "2023-03-21T10:00:00Z"
    assert article.source == "E News"


@pytest.mark.parametrize("page", [b"", b"\x00\x01", b"plain words", b"<html></html>", b"<" * 999])
def test_pages_without_text_are_named(tmp_path: Path, page: bytes) -> None:
    """What holds no main text is a named fault."""
    assert isinstance(items(tmp_path, "a.html", page)[0], Unreadable)


def test_fragments_become_paragraphs() -> None:
    """Blocks are lines, inline elements run on, hidden ones are left out."""
    assert fragment(
        "<div><p>A <b>b</b>ig\n cat.</p><p>Dogs<br>bark<script>x</script>!</p></div>"
    ) == ("A big cat.\nDogs\nbark!")
    assert fragment("<!-- c --><p>a<!-- d -->b</p>tail") == "ab\ntail"
    assert plain("3 < 4 &amp; 5 > 2") == "3 < 4 & 5 > 2"


@given(st.text(st.sampled_from("<>/pbrdiv &;#x1!-ab\n\x00"), max_size=80))
def test_any_fragment_gives_text(source: str) -> None:
    """No markup whatever raises."""
    assert isinstance(fragment(source), str)


@given(st.binary(max_size=200), st.sampled_from([".txt", ".json", ".jsonl"]))
def test_any_file_gives_items(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
) -> None:
    """No content whatever raises."""
    folder = tmp_path_factory.mktemp("any")
    for item in items(folder, "a" + suffix, content, limit=100):
        assert isinstance(item, Found | Unreadable)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["@type", "@graph", "@id", "articleBody", "headline", "publisher", "uri", "bodies",
             "headlines", "value", "role", "contentType", "pubstatus", "text", "infosources"]
        ),
        inner | st.sampled_from(["NewsArticle", "text/html", "main"]),
        max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip


@given(json_values)
def test_odd_json_of_known_formats_gives_items(value: Any) -> None:
    """Fields of any type in JSON-LD and ninjs raise nothing."""
    line = json.dumps(value).encode()
    for item in read(["-"], max_bytes=LIMIT, stdin=io.BytesIO(line)):
        assert isinstance(item, Found | Unreadable)
