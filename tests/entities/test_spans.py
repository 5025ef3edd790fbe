"""Spans cut down to names."""

from __future__ import annotations

import pytest

from pipeline.entities.rules.spans import names_in


def names(text: str, label: str) -> list[str]:
    return [text[a:b] for a, b, _ in names_in(text, 0, len(text), label)]


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("President Joe Biden", "PERSON", ["Joe Biden"]),
        ("former Prime Minister Tony Blair", "PERSON", ["Tony Blair"]),
        ("Mr. Xi", "PERSON", ["Xi"]),
        ("Swedish captain Andreas Granqvist", "PERSON", ["Andreas Granqvist"]),
        ("the United Nations", "ORG", ["United Nations"]),
        ("Angela Merkel's", "PERSON", ["Angela Merkel"]),
        ("Siemens’", "ORG", ["Siemens"]),
        ("McDonald's", "ORG", ["McDonald's"]),
        ("O'Brien", "PERSON", ["O'Brien"]),
        ("Bashar al-Assad,", "PERSON", ["Bashar al-Assad"]),
        ('"Le Monde"', "ORG", ["Le Monde"]),
        ("* Kofi Annan", "PERSON", ["Kofi Annan"]),
        ("Apple Inc.", "ORG", ["Apple Inc."]),
        ("Washington.", "GPE", ["Washington"]),
        ("U.S.", "GPE", ["U.S."]),
        ("Yahoo!", "ORG", ["Yahoo!"]),
        ("Vince\nVince -\n", "PERSON", ["Vince", "Vince"]),
        ("Environment Canada\n\nArchived", "ORG", ["Environment Canada", "Archived"]),
        ("Angola and Mozambique", "GPE", ["Angola", "Mozambique"]),
        ("Trinidad and Tobago", "GPE", ["Trinidad and Tobago"]),
        ("Bosnia and Herzegovina", "GPE", ["Bosnia and Herzegovina"]),
        ("Johnson and Johnson", "ORG", ["Johnson and Johnson"]),
        (
            "Department for Food, Farms and Rural Affairs",
            "ORG",
            ["Department for Food, Farms and Rural Affairs"],
        ),
        ("Boston Bruins 4-3", "ORG", ["Boston Bruins"]),
        ("J. Crawford 106", "PERSON", ["J. Crawford"]),
        ("Studio 54", "ORG", ["Studio 54"]),
        ("Mail & Guardian", "ORG", ["Mail & Guardian"]),
        ("Lillard & Co. of Indianapolis", "ORG", ["Lillard & Co.", "Indianapolis"]),
        ("Tan Seng Logistics of Singapore", "ORG", ["Tan Seng Logistics", "Singapore"]),
        ("Move Forward Party of Pita Limsakul", "ORG", ["Move Forward Party", "Pita Limsakul"]),
        ("Communist Party of Ruritania Minor", "ORG", ["Communist Party of Ruritania Minor"]),
        (
            "Great Patriotic Front of National Salvation",
            "ORG",
            ["Great Patriotic Front of National Salvation"],
        ),
        ("Steel Authority of India", "ORG", ["Steel Authority of India"]),
        ("Peanut Corp. of America", "ORG", ["Peanut Corp. of America"]),
        ("Datuk Seri Anwar Ismael", "PERSON", ["Anwar Ismael"]),
        ("Córdoba 🍖😂", "GPE", ["Córdoba"]),
        ("Don Wright", "PERSON", ["Don Wright"]),
        ("Bill Clinton and Al Gore", "PERSON", ["Bill Clinton", "Al Gore"]),
        ("World Health Organization (WHO", "ORG", ["World Health Organization", "WHO"]),
        ("Norman Mailer", "PERSON", ["Norman Mailer"]),
        ("Muslim Magomayev", "PERSON", ["Muslim Magomayev"]),
        ("Norman leader Ann Lee", "PERSON", ["Ann Lee"]),
        ("Danish Erik Lund", "PERSON", ["Erik Lund"]),
        ("Earl Scruggs", "PERSON", ["Earl Scruggs"]),
        ("Saint Peter", "PERSON", ["Saint Peter"]),
        ("Duke of Anjou", "PERSON", ["Duke of Anjou"]),
        ("Bill", "PERSON", ["Bill"]),
        ("King", "PERSON", ["King"]),
        ("the Court", "ORG", []),
        ("Google, Inc.", "ORG", ["Google, Inc."]),
        ("Komatsu (Shanghai) Ltd.", "ORG", ["Komatsu (Shanghai) Ltd."]),
        ("Conrad S. (Gus) Shinn", "PERSON", ["Conrad S. (Gus) Shinn"]),
        ("Alice Kipling (née MacDonald)", "PERSON", ["Alice Kipling", "MacDonald"]),
        ("Cohn, Richard J.", "PERSON", ["Cohn, Richard J."]),
        ("Gordon, D.M.", "PERSON", ["Gordon, D.M."]),
        ("Cohn, Richard", "PERSON", ["Cohn, Richard"]),
        ("Maria, Elizabeth", "PERSON", ["Maria", "Elizabeth"]),
        ("Atlanta - Coca-Cola Co.", "ORG", ["Atlanta", "Coca-Cola Co."]),
        ("Ko Joo - yeon", "ORG", ["Ko Joo - yeon"]),
        ("76ers", "ORG", ["76ers"]),
        ("西山", "PERSON", ["西山"]),
        ("mazurka", "PERSON", []),
        ("chicago", "GPE", ["chicago"]),
        ("chicago", "ORG", []),
        ("china", "GPE", []),
        ("Fellow of the Royal Society", "WORK_OF_ART", ["Royal Society"]),
        ("bdnews24.com", "ORG", ["bdnews24.com"]),
        ("Groen!", "ORG", ["Groen!"]),
        ("VISAKHA GASES PVT. LTD.", "ORG", ["VISAKHA GASES PVT. LTD."]),
        ("Monday", "ORG", []),
        ("20 March", "EVENT", []),
        ("1945", "ORG", []),
        ("pro-Beijing", "PERSON", []),
        ("the", "ORG", []),
        ("five", "CARDINAL", []),
        ("March 2023", "DATE", []),
    ],
)
def test_a_span_becomes_its_names(text: str, label: str, expected: list[str]) -> None:
    """Titles, articles, possessives, bullets, dates and joints go; the name stays whole."""
    assert names(text, label) == expected


def test_a_dash_within_a_line_parts_no_name() -> None:
    """A recogniser that saw one name across a dash is believed but where a line begins."""
    text = "He left the Pak - Brazil Chamber for CDU / CSU"
    assert [text[a:b] for a, b, _ in names_in(text, 12, 32, "ORG")] == ["Pak - Brazil Chamber"]
    assert [text[a:b] for a, b, _ in names_in(text, 37, 46, "ORG")] == ["CDU / CSU"]


def test_the_bill_is_no_person() -> None:
    """After "the" a general word is none, whatever a recogniser took it for."""
    assert [*names_in("the Bill was backed", 4, 8, "PERSON")] == []
    assert [*names_in("the secretary of AISB", 17, 21, "ORG")] == [(17, 21, "ORG")]


def test_an_acronym_before_a_sentence_is_no_title() -> None:
    """ "ASP" before a name is a rank, and before "He" the academy that he left."""
    assert [*names_in("at the ASP. He left", 7, 10, "ORG")] == [(7, 10, "ORG")]
    assert [*names_in("with ASP. Rao", 5, 8, "ORG")] == []


def test_a_dash_without_blanks_ends_a_name() -> None:
    """What follows it is taken in only where it may be a syllable of a given name."""
    assert [t for _, t, _ in names_in("Wolfowitz-not Rumsfeld", 0, 9, "PERSON")] == [9]
    assert [t for _, t, _ in names_in("Ann Lee-in a speech", 0, 7, "PERSON")] == [7]
    assert [t for _, t, _ in names_in("Acme Inc.One Road", 0, 9, "ORG")] == [9]


def test_a_hyphenated_name_cut_short_is_made_whole() -> None:
    """A person's span that ends inside a hyphenated word takes the rest; an adjective's not."""
    assert [t for _, t, _ in names_in("Wong Yeung-tat lost", 0, 10, "PERSON")] == [14]
    assert [t for _, t, _ in names_in("London-based firm", 0, 6, "GPE")] == [6]


def test_a_span_of_blanks_without_end_is_parted_at_once() -> None:
    """Looking for brackets among them is linear: hours otherwise."""
    assert names("Paris" + " " * 400_000 + "London", "ORG") == ["Paris", "London"]
