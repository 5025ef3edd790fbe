"""The weight of each sign that a name is a place, as a natural logarithm of odds.

Pure: standard library only. A logistic regression over some 22,000 names in openly licensed news
and web text with hand-marked places gave `_FITTED`. `_SET` are set by hand where those texts mark
"Ohio" within "Ohio River" as a place, where they hold too few cases, or where they punish a
recogniser's label less than a better recogniser deserves.
"""

from __future__ import annotations

from typing import Final

#: "prior n": powers of ten of the likeliest place; "type n" and "kind n": numbers of PLACE_TYPES
#: and of Kind.
_FITTED: Final[dict[str, float]] = {
    "after and": 0.53, "after capital": 0.21, "after comma": 0.19, "after cue": 0.3,
    "after cue of": 1.05, "after demonym": 0.29, "after direction": 0.2, "after locative": 0.99,
    "after mark": -0.37, "after of": 0.41, "after other": -0.34, "after the": 0.21,
    "after title": -2.18, "before comma": 0.35, "before division": 1.02,
    "before hyphen and capital": 0.19, "before mark": 0.27, "before speech": -0.9,
    "bias": -0.17, "common word": -0.96, "common words": -0.38, "ends field": 0.7,
    "given name": -1.39, "inside EVENT": -1.18, "inside GPE": 1.37, "inside LAW": -1.35,
    "inside NORP": -0.2, "inside WORK_OF_ART": -0.67, "is FAC": 1.39, "is GPE": 1.36,
    "is LOC": 1.24, "is WORK_OF_ART": -1.0, "is in capitals": -1.87, "kind 0": 0.4,
    "kind 1": -0.11, "kind 2": -0.78, "kind 3": -0.46, "kind 4": 0.96, "kind 5": -0.66,
    "more words": 0.27, "no entity": -0.8, "one word": -0.5, "possessive": -0.71,
    "prior 2": -1.09, "prior 3": -1.03, "prior 4": -0.93, "prior 5": 0.22, "prior 6": 0.93,
    "prior 7": 0.97, "prior 8": 0.28, "prior 9": 0.5, "qualifies": 2.11, "starts field": 0.2,
    "starts sentence": -0.59, "surname": -0.59, "type 1": -0.31, "type 2": 1.06, "type 3": 0.23,
    "type 4": 0.49,
}  # fmt: skip

_SET: Final[dict[str, float]] = {
    "after given name": -2.5, "after in": 1.3, "after kin": -2.5, "after organisation of": -2.5,
    "after person of": 2.2, "after storm": -6.0, "after surname": -0.8, "before cue": 0.9,
    "before illness": -5.0, "before oil": -5.0, "before organisation": -1.5, "before people": 1.0,
    "before street": -4.0, "before terrain": -1.5, "before township": 1.02,
    "begins an organisation": -1.5, "fits the country well": 2.6, "fits the country": 1.4,
    "fits the division": 2.2, "in a list of counties": 4.0, "in a list with a place": 1.8,
    "inside FAC": -0.5, "inside LAND": -4.0, "inside LOC": 0.3, "inside NAME": -1.5,
    "inside ORG": -1.8, "inside PERSON": -2.2, "inside PRODUCT": -1.5, "is EVENT": -0.8,
    "is LANGUAGE": -3.0, "is LAW": -2.0, "is NORP": -0.8, "is ORG": -0.6, "is PERSON": -1.0,
    "is PRODUCT": -0.5, "is a code": -0.2, "is a county": 1.5, "is a court's district": -2.0,
    "is a hamlet and a word": -1.0, "is a hamlet": -0.7, "is a month": -5.0,
    "is a road's number": -4.0, "is a state's university": -4.0, "is a storm": -2.5,
    "is a street": -4.0, "is a water": -4.0, "is a word of the land": -4.0, "is an acronym": -4.0,
    "is borne": -0.8, "is dateline": 5.0, "is in the sky": -5.0, "is lone PERSON": -0.3,
    "is money": -5.0, "is not borne": 0.7, "is qualified": 1.0, "kind 6": -0.8,
    "named elsewhere": 1.5, "type 5": 2.0,
}  # fmt: skip

WEIGHTS: Final[dict[str, float]] = _FITTED | _SET
