"""The one kind of error that reaches people as a sentence, not as a fault of the program."""

from __future__ import annotations


class Mendable(Exception):
    """Something that a person can mend: the message says what is wrong, where, and how."""
