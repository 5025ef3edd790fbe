"""Files of several formats become articles: each one, or a named fault with file and line.

``files`` reads files, folders and streams; ``markup``, ``jsonld`` and ``ninjs`` are pure and turn
what was read into the fields of the contract.
"""

from pipeline.article.formats.files import Found, Unreadable, read

__all__ = ["Found", "Unreadable", "read"]
