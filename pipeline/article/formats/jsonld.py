"""schema.org articles in JSON-LD become fields of the contract, wherever they stand in a graph.

Pure: standard library only. Read are ``NewsArticle``, its kinds and its neighbours, with types
and properties written plainly, as ``schema:…`` or as whole addresses; values as strings, as
``@value`` objects or in lists; publishers by reference (``@id``) too. What the contract has no
field for is kept under ``jsonld``.

>>> next(articles({"@type": "NewsArticle", "headline": "Rain", "articleBody": "It rained."}))
{'title': 'Rain', 'text': 'It rained.'}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pipeline.article.formats.markup import plain

#: schema.org's Article and the types below it that carry an ``articleBody``.
# fmt: off
ARTICLE_TYPES: Final = frozenset((
    "Article", "NewsArticle", "AnalysisNewsArticle", "AskPublicNewsArticle",
    "BackgroundNewsArticle", "OpinionNewsArticle", "ReportageNewsArticle", "ReviewNewsArticle",
    "AdvertiserContentArticle", "Report", "SatiricalArticle", "ScholarlyArticle", "TechArticle",
    "BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "DiscussionForumPosting",
))
# fmt: on

#: How schema.org names may be written in front.
_PREFIXES: Final = ("schema:", "http://schema.org/", "https://schema.org/")

#: Properties that become fields, or mean nothing without the graph that they stood in.
_USED: Final = frozenset(
    ("@context", "@type", "type", "@id", "id", "headline", "articleBody", "text", "inLanguage")
)


def is_jsonld(value: Mapping[str, Any]) -> bool:
    """Whether an object says of itself that it is JSON-LD."""
    return any(key in value for key in ("@context", "@type", "@graph"))


def articles(value: Any) -> Iterator[dict[str, Any]]:
    """The fields of each article in a JSON-LD value, in order; those within another are left."""
    nodes = list(_nodes(value))
    # A reference is a node with nothing but its id: the fullest node of an id is the thing itself.
    by_id = {str(_id(node)): node for node in sorted(nodes, key=len) if _id(node)}
    within: set[int] = set()
    for node in nodes:
        if id(node) not in within and _is_article(node):
            inner = [child for child in _nodes(node) if child is not node]
            # A live blog may be nothing but its posts.
            if _has_body(node) or not any(_is_article(one) and _has_body(one) for one in inner):
                within.update(id(child) for child in inner)
                yield _fields(node, by_id)


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in a value, in reading order; no recursion, so no depth can hurt."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting.extend(reversed(item.values()))
        elif isinstance(item, list):
            waiting.extend(reversed(item))


def _name(written: Any) -> str:
    """A type or property without its prefix."""
    name = str(written)
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name


def _types(node: Mapping[str, Any]) -> set[str]:
    types = node.get("@type", node.get("type"))
    return {_name(type) for type in (types if isinstance(types, list) else [types])}


def _id(node: Mapping[str, Any]) -> Any:
    """A node's own name; schema.org's context lets it be written without the sign."""
    return node.get("@id", node.get("id"))


def _is_article(node: Mapping[str, Any]) -> bool:
    return not _types(node).isdisjoint(ARTICLE_TYPES)


def _has_body(node: Mapping[str, Any]) -> bool:
    said = {_name(key): value for key, value in node.items()}
    return bool(_all_text(said.get("articleBody")) or _all_text(said.get("text")))


def _fields(node: Mapping[str, Any], by_id: Mapping[str, Any]) -> dict[str, Any]:
    said = {_name(key): value for key, value in node.items()}
    url = _address(said.get("url")) or _address(said.get("mainEntityOfPage"))
    own = _id(said)
    if isinstance(own, str) and not own.startswith("_:"):
        url = url or (own if own.startswith(("http://", "https://")) else None)
    else:
        own = None
    title = _text(said.get("headline")) or _text(said.get("name"))
    fields = {
        "id": None if url else own,
        "title": title and plain(title),
        "text": plain(_all_text(said.get("articleBody")) or _all_text(said.get("text"))),
        "url": url,
        "published": _text(said.get("datePublished")) or _text(said.get("dateCreated")),
        "language": _language(said.get("inLanguage")),
        "source": _title_of(said.get("publisher"), by_id)
        or _title_of(said.get("sourceOrganization"), by_id),
        "jsonld": {key: value for key, value in said.items() if key not in _USED},
    }
    return {key: value for key, value in fields.items() if value or key == "text"}


def _text(value: Any) -> str | None:
    """The first string in a value, be it plain, in a list, or an ``@value``."""
    for item in value if isinstance(value, list) else [value]:
        found = item.get("@value") if isinstance(item, dict) else item
        if isinstance(found, str) and found:
            return found
    return None


def _all_text(value: Any) -> str:
    """All strings of a value, one paragraph each; of several languages those of the first."""
    found: dict[Any, list[str]] = {}
    for item in value if isinstance(value, list) else [value]:
        text = _text(item)
        if text:
            language = item.get("@language") if isinstance(item, dict) else None
            found.setdefault(str(language), []).append(text)
    return "\n".join(next(iter(found.values()), []))


def _address(value: Any) -> str | None:
    """The address in a value: a string, or an object that has one."""
    for item in value if isinstance(value, list) else [value]:
        found = (_id(item) or item.get("url")) if isinstance(item, dict) else item
        if isinstance(found, str) and found.startswith(("http://", "https://")):
            return found
    return None


def _language(value: Any) -> str | None:
    """A language tag; an object of type Language has it as its alternate name."""
    if isinstance(value, dict) and "@value" not in value:
        return _text(value.get("alternateName")) or _text(value.get("name"))
    return _text(value)


def _title_of(value: Any, by_id: Mapping[str, Any]) -> str | None:
    """The name of an organisation: given as a string, in place, or by reference."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and item:
            return item
        if isinstance(item, dict):
            known = by_id.get(str(_id(item)), {})
            merged = {_name(key): part for key, part in {**known, **item}.items()}
            name = _text(merged.get("name"))
            if name:
                return plain(name)
    return None
