"""Money, units and times as the papers of many countries write them: one bracketed number each."""

from __future__ import annotations

import pytest

from pipeline.numbers.annotate import read_text
from tests.numbers.test_numbers_counted import bracketed
from tests.numbers.test_numbers_news import said

# sentence | kind value unit; "low..high" for ranges, terms for ratios, "-" for no unit.
SENTENCES = """
Durban plans a [R4-billion] harbour. | money 4000000000 ZAR
The dam cost [Gs 7 million] in Asunción. | money 7000000 PYG
He was fined [Afs 30,000] in Herat. | money 30000 AFN
A tea costs [UShs 2,000] in Kampala. | money 2000 UGX
Traders in Accra lost [¢80,000] in the fire. | money 80000 GHS
Mints cost [¢50] then. | money 0.5 USD
A flat in Shiraz costs [9 million tomans] a month. | money 90000000 IRR
The club paid [4m Swiss francs] for him. | money 4000000 CHF
They sold it for [7m manat] in Baku. | money 7000000 AZN
The fund holds [$.4 million] now. | money 400000 USD
It lent Chad [$3 billion dollars] last year. | money 3000000000 USD
The hotel asked [60 CUC] a night. | money 60 CUC
Banjul owes [900 dalasi] for it. | money 900 GMD
The road took [2bn kwanza] from the budget. | money 2000000000 AOA
A sack of coal is [2,500 som] in Osh. | money 2500 KGS
The harvest came to [2.5 m tonnes] of wheat. | quantity 2500000 metric_ton
The gap was [2.5 m] wide. | quantity 2.5 meter
The field holds [3 bcm] of gas. | quantity 3000000000 meter ** 3
Gas flows at [2 bcf a day] now. | quantity 2000000000 foot ** 3 / day
The plant makes [8 mtpa] of LNG. | quantity 8000000 metric_ton / year
Farmers sold [40 quintals] of wheat. | quantity 4000 kilogram
The cellar holds [200 hectolitres] of cider. | quantity 200 hectoliter
Pressure fell to [28.9 inches of mercury] at sea. | quantity 28.9 inch_Hg
Miners dug [60,000 MT] of ore. | quantity 60000 metric_ton
The guard is [6ft 4] and thin. | quantity 6.333333 foot
Her [six-foot-two] brother won. | quantity 6.166667 foot
Trains leave at [19h45] from Dakar. | time 19:45 -
Shops open from [8:30] to 10:30 p.m. on Fridays. | time 20:30 -
Shops open [9.30]-11am on Sundays. | time 09:30 -
Polls are open from [11:30] to 2 p.m. there. | time 11:30 -
Ships may pass [0500]-1700 GMT only. | time 05:00Z -
Ships may pass 0500-[1700 GMT] only. | time 17:00Z -
Lunch is at [12 noon] sharp. | time 12 -
The race began at [12 midnight] there. | time 00 -
She won the heat in a time of [51.27]. | duration 51.27 second
He clocked [10.04] in Turku. | duration 10.04 second
They spent [14 long years] in exile. | duration 14 year
The ship lifts [two long tons] of it. | quantity 2 long_ton
Police held [half-a-dozen] men. | cardinal 6 -
A couple [hundred] fans came. | cardinal 100 -
On [January 12, 2010]: a day of grief. | date 2010-01-12 -
The [9-11] hijackers trained there. | date --09-11 -
Hail cost insurers [$A186 million] that week. | money 186000000 AUD
They owe [$NZ40m] for the ferries. | money 40000000 NZD
The naira fell, and petrol is [N828] a litre. | money 828 NGN
Nepal gave each family [300,000 rupees], Nepal's minister said. | money 300000 NPR
In Mumbai a driver from Nepal earned [500 rupees] a day. | money 500 INR
Argentina's retired get [90,000 pesos]; Argentina is dear. | money 90000 ARS
Uganda buys it from Kenya; in Uganda it costs [900 shillings]. | money 900 UGX
Queensland were [4-146] after 24 overs. | ratio 4-146 -
She had taken [3-29] in nine overs when it rained. | ratio 3-29 -
[One ballot in eight] was spoiled. | ratio 1-8 -
They say that [one child in three] goes hungry. | ratio 1-3 -
[One] man in five boats was drowned. | cardinal 1 -
"""


@pytest.mark.parametrize("row", SENTENCES.strip().splitlines())
def test_reading_of_the_world_press(row: str) -> None:
    """Each number has its kind, value, unit and exact span, whoever's paper it stands in."""
    sentence, expected = row.split(" | ")
    quantity = bracketed(sentence)
    assert f"{quantity.kind} {said(quantity)} {quantity.unit or '-'}" == expected


@pytest.mark.parametrize(
    ("sentence", "approx"),
    [
        ("It borrowed under a [three-year] programme.", None),
        ("They rowed over a [10-mile] stretch.", None),
        ("It took under [three years].", "less-than"),
    ],
)
def test_a_preposition_before_an_article_and_a_compound_compares_nothing(
    sentence: str, approx: str | None
) -> None:
    assert bracketed(sentence).approx == approx


def test_the_publishers_country_is_stronger_than_the_text() -> None:
    """A paper of Uruguay means its own pesos in news of Argentina, an American one neither's."""
    text = "Argentina's retired get 90,000 pesos; Argentina is dear."
    units = [read_text(text, country=country)[0].unit for country in ("UY", "US")]
    assert units == ["UYU", "ARS"]
