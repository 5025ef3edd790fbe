"""Kinds, values and units in sentences as newswire writes them: one bracketed number in each."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.numbers.annotate import read_text
from pipeline.numbers.model import Quantity
from tests.numbers.test_numbers_counted import bracketed

# sentence | kind value unit; "low..high" for ranges, terms for ratios, "-" for no unit.
SENTENCES = """
[Six] Palestinians and an Israeli were killed. | cardinal 6 -
It will raise the number of seats from [18] to 21. | cardinal 18 -
Markets rose [5] and 6 percent. | percent 5 percent
He is world number-[two] now. | ordinal 2 -
In [788], Idris fled west. | date 0788 -
It was signed on [August seventh, 1998]. | date 1998-08-07 -
The guard is [six foot two]. | quantity 6.166667 foot
Yes won by [56] to 44 percent. | percent 56 percent
It fell from [90] to 60 percent in May. | percent 90 percent
It fell from 90 to [60 percent] in May. | percent 60 percent
Output went from [3] to 5 million barrels. | quantity 3000000 oil_barrel
It lies [from 3 to 5 km] off. | range 3..5 kilometer
Some [20.000] marchers came. | cardinal 20000 -
It grew by [0.000] points. | cardinal 0 -
Children [between ages 6 and 9] sang. | range 6..9 year
People [65] and older may come. | age 65 year
Voters [18] or over may come. | age 18 year
He bought [18] and over the years sold six. | cardinal 18 -
Mr Ferrand was [83]. | age 83 year
The total was [83]. | cardinal 83 -
The NASDAQ was [83]. | cardinal 83 -
[One] MP told the radio so. | cardinal 1 -
He fought in World War [Two]. | ordinal 2 -
The Super Bowl [LVIII] rings were made there. | ordinal 58 -
She is the world No [1]. | ordinal 1 -
He was the number [two] seed. | ordinal 2 -
The curfew starts between [5] and 6 p.m. here. | time 17 -
Polls close at [8 p.m.] EST. | time 20 -
It rose at [10 a.m.] (0800 UTC). | time 10 -
They met at [8 p.m. GMT]. | time 20Z -
She left at [half past six]. | time 06:30 -
He came at [quarter to nine]. | time 08:45 -
They rose at [8 o'clock]. | time 08 -
Troops moved at [0900] hours. | time 09:00 -
In the week of [3 May], cases doubled. | date --05-03 -
[FY25] guidance was cut. | date 2025 -
Spending in [FY 2024/25] fell. | date 2024/2025 -
Back in ['98] he won it. | date 1998 -
The ash dates from [AD 79]. | date 0079 -
The [1914-18] war ended. | date 1914/1918 -
The [9/11] attacks changed it. | date --09-11 -
It began in the late [seventies]. | date 1970/1979 -
He is in his early [sixties]. | range 60..69 year
A [40-something] man ran. | range 40..49 year
Temperatures in the [30s] are due. | range 30..39 degree_Celsius
Highs will be in the mid-[80s]. | range 80..89 degree_Fahrenheit
It was [20 below zero]. | temperature -20 degree_Celsius
It fell to [15 degrees Celsius below zero]. | temperature -15 degree_Celsius
Highs of [5°C-7°C] are due. | range 5..7 degree_Celsius
Temperatures fell to [-5C] overnight. | temperature -5 degree_Celsius
Highs of [41.2C] were seen. | temperature 41.2 degree_Celsius
They were aged 19 and [22]. | age 22 year
The dead were aged nine, ten, [thirteen] and 59. | age 13 year
A man of [82] died. | age 82 year
He died at [94]. | age 94 year
A mother of three, [36], was hurt. | age 36 year
The princess, [67], announced it. | age 67 year
Jo Ray of the island of Cebu in the Philippines, [79], died. | age 79 year
John Brown ([52]) was found dead. | age 52 year
The officers, Ann Roe and Jim Doe, [40] and 49, were at home. | age 40 year
Children under [five] pay less. | age 5 year
Boys [between the ages of 14 and 18] were held. | range 14..18 year
A three-month-old and a [2 1/2-year-old] survived. | age 2.5 year
A [35-year old] woman rang. | age 35 year
The bank cut its rate by [a quarter point]. | percent 0.25 percent
[A quarter-point] hike is likely. | percent 0.25 percent
[A half-point] cut came. | percent 0.5 percent
A [three-quarter point] rise came. | percent 0.75 percent
Inflation hit [2.5 p.c.] in May. | percent 2.5 percent
Sales were up [20pc]. | percent 20 percent
Rates rose [5 bps]. | percent 0.05 percent
A [0.25-percentage-point] rise came. | percent 0.25 percent
A stamp cost [$.50] then. | money 0.5 USD
[N5 billion] was stolen. | money 5000000000 NGN
[R1.2bn] was spent. | money 1200000000 ZAR
A [three-million-pound] house burned. | money 3000000 GBP
He owes [10 grand]. | money 10000 USD
A duty of [5¢] a cup. | money 0.05 USD
[CAD 5 million] was paid. | money 5000000 CAD
The scheme will cost [Rs 2 lakh crore]. | money 2e+12 INR
The deal is worth [¥1.2tn]. | money 1.2e+12 JPY
He earns a [€1.5m]-a-year wage. | money 1500000 EUR
They spent [US$ 3bn] on it. | money 3000000000 USD
Oil rose [87 cents] to $83.45 a barrel. | money 0.87 USD
Gas cost [€340] per megawatt-hour. | money 340 EUR
She stands [5' 9"] tall. | quantity 5.75 foot
The lock weighs [18st 4lb]. | quantity 18.285714 stone
It has a [48MP] camera. | quantity 48 megapixel
It holds [0.002 moles] of oxygen. | quantity 0.002 mole
It was [18+ years old] law. | age 18 year
A [776-foot] airship. | quantity 776 foot
OPEC+ cut output by [1.16 million bpd]. | quantity 1160000 oil_barrel / day
It hit [419 parts per million]. | quantity 419 ppm
She won the [1,500m] final. | quantity 1500 meter
She won it in [1:02.45]. | duration 62.45 second
The women's [400 m] hurdles were run. | quantity 400 meter
The record is [15-2-1] now. | ratio 15-2-1 -
He went [12-for-18] from the line. | ratio 12-18 -
They lost to the Boston Celtics [98-105]. | ratio 98-105 -
The Senate approved it [68 to 32]. | ratio 68-32 -
It was a [3-2] vote. | ratio 3-2 -
It is a [50/50] chance. | ratio 50-50 -
The [7/2] favourite fell. | ratio 7-2 -
It had a [1-in-50] chance. | ratio 1-50 -
[Four in 10] agree. | ratio 4-10 -
One from Chile and a [fourth] from Peru. | ordinal 4 -
Costs fell by [a third]. | cardinal 0.333333 -
Costs fell by [a third] from a year ago. | cardinal 0.333333 -
More than [a third] backed the plan. | cardinal 0.333333 -
They were joined by a [third] man. | ordinal 3 -
The [5]- and 10-year bonds fell. | duration 5 year
The [16]- and 17-year-olds may vote. | age 16 year
The [two]- and three-bedroom flats sold. | cardinal 2 -
[Between 1.5C and 2C] of warming is near. | range 1.5..2 degree_Celsius
It costs [150 000 euros] in all. | money 150000 EUR
In 2020 [300] people came. | cardinal 300 -
The rates ($1=[108.20 yen]) held. | money 108.2 JPY
The profit was [14 cts] a share. | money 0.14 USD
It lasted [10 days] and 40 hours of debate. | duration 10 day
After [90 minutes], 12 of them in rain, it ended. | duration 90 minute
After [24 hours], 30 seconds were left. | duration 24 hour
[A third] were out of work. | cardinal 0.333333 -
A [two-third] majority is needed. | cardinal 0.666667 -
It takes [one one-hundredth of a second]. | duration 0.01 second
It has [two ten-thousandths] of it. | cardinal 0.0002 -
Lots 22,24,[26],31 were sold. | cardinal 26 -
A magnitude-[7.9] quake struck. | cardinal 7.9 -
It is around [1300] route kilometres. | cardinal 1300 -
[One-to-two hundred] people came. | range 100..200 -
A [forty or fifty minute] drive. | range 40..50 minute
A record [5.2 million] watched. | cardinal 5200000 -
Only [one] senator stayed. | cardinal 1 -
He said that [one] soldier died. | cardinal 1 -
It failed by [one] vote. | cardinal 1 -
A [7.8]-magnitude earthquake struck. | cardinal 7.8 -
The [$1]-a-day line was dropped. | money 1 USD
It rose by [75 basis points] to 3.25 percent. | percent 0.75 percent
It takes [30 working days]. | duration 30 day
He got [five more years]. | duration 5 year
A carpenter of [60] who left. | age 60 year
Hagan, first elected in 1996, was [66]. | age 66 year
When I was [eight], it rained. | age 8 year
Norway's fund lost [9bn crowns]. | money 9000000000 NOK
She was born on the [first of June 2009]. | date 2009-06-01 -
They met on the [Fourth of July]. | date --07-04 -
Rome burned in [500 B.C.] again. | date -0499 -
It is [5/8ths] full. | cardinal 0.625 -
She told [1 234 567] lies. | cardinal 1234567 -
The other [half] is hers. | cardinal 0.5 -
"""

NO_NUMBERS = """
A grant of K2.5 million was paid.
Six Flags closed the park.
Formula One returns to Spa.
It was printed in PLoS One.
Air Force One landed.
No-one was hurt.
The town does not have one now.
She is the only one.
They left one by one.
They fell one after another.
The FTSE 100 fell.
The Nikkei 225 and CAC 40 rose.
He took AirTran flights 687 and 862.
Loop 286 is shut.
The Group of 20 met.
The Group of Seven met.
The 747 was a freighter.
He lives at 36 Quai des Lices.
A multi-million pound deal was struck.
The aims are: 1) the cost and 2) the time.
Vincent Peter V'Landys spoke.
COP27 opened in Egypt.
The firm filed a 10-K report.
She has a 401(k) plan.
Call 0800 123 4567 for help.
They live in Springfield, IL 62704.
It runs on Python 3.11 only.
See pp. 3-5 of it.
Call 1-800-CDC-INFO for help.
It breaks § 1201 there.
They gave a one-off grant.
They met for one-on-one talks.
A few parts per trillion remain.
It was hard at first.
"""


def said(quantity: Quantity) -> str:
    """The value as the tables write it."""
    if quantity.kind == "range":
        return f"{quantity.low}..{quantity.high}"
    if quantity.kind == "ratio":
        return "-".join(map(str, quantity.terms or ()))
    value = quantity.value
    return f"{round(float(value), 6):.10g}" if isinstance(value, Decimal) else str(value)


@pytest.mark.parametrize("row", SENTENCES.strip().splitlines())
def test_reading_of_newswire(row: str) -> None:
    """Each number of plain news has its kind, value, unit and exact span."""
    sentence, expected = row.split(" | ")
    quantity = bracketed(sentence)
    assert f"{quantity.kind} {said(quantity)} {quantity.unit or '-'}" == expected


@pytest.mark.parametrize("sentence", NO_NUMBERS.strip().splitlines())
def test_names_are_no_numbers(sentence: str) -> None:
    """Names, pronouns and list marks give nothing at all."""
    assert read_text(sentence) == []
