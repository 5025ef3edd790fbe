"""What is made of the chances that the trees give."""

from __future__ import annotations

from training.boost import best, line
from training.evidence import Reading


def test_the_likeliest_candidates_that_do_not_overlap_are_chosen() -> None:
    """ "Bank" gives way to the likelier "Tesova Bank"; what is too unlikely is none."""
    weighed = [(0.6, (1, 2, "ORG")), (0.9, (0, 2, "ORG")), (0.2, (4, 5, "PER"))]
    assert best(weighed, 0.45) == {(0, 2, "ORG")}


def test_a_line_holds_what_may_be_a_name_in_the_order_of_the_text() -> None:
    """Offsets are the text's own, chances whole percent; what is hardly one is not written."""
    text = "Ann of Tesova"
    tokens = [("Ann", 0, 3), ("of", 4, 6), ("Tesova", 7, 13)]
    reading = Reading(text, tokens, {}, None)  # type: ignore[arg-type]
    weighed = [(0.724, (2, 3, "LOC")), (0.99, (0, 1, "PER")), (0.01, (2, 3, "ORG"))]
    assert line(reading, weighed) == "0,3,PER,99 7,13,LOC,72\n"
