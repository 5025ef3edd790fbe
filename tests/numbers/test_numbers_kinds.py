"""What a number measures: kind, value and unit, and its exact span (marked by brackets)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.numbers.annotate import read_text
from pipeline.numbers.model import Quantity

MONEY = """
a [$5] note | 5 USD
[$2.3m] | 2300000 USD
worth [£2.3m] | 2300000 GBP
[$1.8 bln] | 1800000000 USD
[3 mln dlrs] | 3000000 USD
a fine of [$500 CAD] | 500 CAD
a fine of [N500,000] | 500000 NGN
a budget of [N1.2trn] | 1200000000000 NGN
a fee of [GH¢1,200.50] | 1200.5 GHS
a fine of [FCFA 10 million] | 10000000 XOF
a deal worth [KD 5 million] | 5000000 KWD
a loan of [QR5mn] | 5000000 QAR
Zambia spent [K2.5 million] | 2500000 ZMW
the PNG government's [K2.5 million] | 2500000 PGK
about [COP$500] | 500 COP
a fine of [৳500] | 500 BDT
a profit of [5.1 mln stg] | 5100000 GBP
[$5.41-1/2] a bushel | 5.415 USD
[£1.2mn] | 1200000 GBP
[€5k] | 5000 EUR
[€10M] | 10000000 EUR
[Rs16,189-crore] | 161890000000 INR
[Rs. 500] | 500 INR
[RM10 million] | 10000000 MYR
[US$543 million] | 543000000 USD
[USD34.6 million] | 34600000 USD
[A$20] | 20 AUD
[C$3 billion] | 3000000000 CAD
[NZ$40] | 40 NZD
[HK$99] | 99 HKD
[S$1.2 million] | 1200000 SGD
[R$300 million] | 300000000 BRL
[NT$5,000] | 5000 TWD
a loan of [U.S. $7 million] | 7000000 USD
[EUR 30] | 30 EUR
[CHF 1,200] | 1200 CHF
[115USD] | 115 USD
[30 MUSD] | 30000000 USD
[¥400 million] | 400000000 JPY
[₹2 lakh] | 200000 INR
[₦50 billion] | 50000000000 NGN
[₽900] | 900 RUB
[10 €] | 10 EUR
[100元] | 100 CNY
[-$5 million] | -5000000 USD
[$-12] | -12 USD
[five dollars] | 5 USD
[3 million dollars] | 3000000 USD
[two hundred Australian dollars] | 200 AUD
[40 Canadian dollars] | 40 CAD
[6 New Zealand dollars] | 6 NZD
[90 Hong Kong dollars] | 90 HKD
[12 U.S. dollars] | 12 USD
[50 cents] | 0.5 USD
[70 euro cents] | 0.7 EUR
[80 pence] | 0.8 GBP
[50p] | 0.5 GBP
[20 quid] | 20 GBP
[3 million pounds] | 3000000 GBP
[10 pounds sterling] | 10 GBP
[200 Egyptian pounds] | 200 EGP
[8 euros] | 8 EUR
[900 yen] | 900 JPY
[100 Chinese yuan] | 100 CNY
[2,000 rupees] | 2000 INR
[300 Pakistani rupees] | 300 PKR
[35 lakh rupees] | 3500000 INR
[one million rubles] | 1000000 RUB
[5 roubles] | 5 RUB
[10,000 Swiss francs] | 10000 CHF
[7 million pesos] | 7000000 MXN
[7 Philippine pesos] | 7 PHP
[400 Swedish kronor] | 400 SEK
[60 Danish kroner] | 60 DKK
[50,000 South Korean won] | 50000 KRW
[9 South African rand] | 9 ZAR
[600 Saudi riyals] | 600 SAR
[600 Turkish lira] | 600 TRY
[3 bitcoins] | 3 BTC
[billions of dollars] | 1000000000 USD
a [$1-billion] plan | 1000000000 USD
a [5-million-dollar] fine | 5000000 USD
[thirteen dollars forty-five cents] | 13.45 USD
[half a million dollars] | 500000 USD
[half a billion euros] | 500000000 EUR
"""

MEASURES = """
[100%] | percent 100 percent
[5.5 percent] | percent 5.5 percent
[20 per cent] | percent 20 percent
[twelve percent] | percent 12 percent
[7 pct] | percent 7 percent
[-0.3%] | percent -0.3 percent
[2 percentage points] | percent 2 percent
[25 basis points] | percent 0.25 percent
[one-tenth of 1 percent] | percent 0.1 percent
[half a percent] | percent 0.5 percent
a [10-percent] rise | percent 10 percent
[155mm] shells | quantity 155 millimeter
[5 km] | quantity 5 kilometer
[26.2 miles] | quantity 26.2 mile
[six-mile] trip | quantity 6 mile
[30 feet] | quantity 30 foot
[776-foot] airship | quantity 776 foot
[6ft 2in] | quantity 6.166666 foot
[5-foot-11] | quantity 5.916666 foot
[5 feet 6 inches] | quantity 5.5 foot
[three-quarters of a mile] | quantity 0.75 mile
[half a mile] | quantity 0.5 mile
[1/4 mile] | quantity 0.25 mile
[9 inches] | quantity 9 inch
[200 square miles] | quantity 200 mile ** 2
[40 sq km] | quantity 40 kilometer ** 2
[4km²] | quantity 4 kilometer ** 2
[4 km2] | quantity 4 kilometer ** 2
[12 cubic meters] | quantity 12 meter ** 3
[2,000 square-foot] flat | quantity 2000 foot ** 2
[60 hectares] | quantity 60 hectare
[3 acres] | quantity 3 acre
[80 miles per hour] | quantity 80 mile / hour
[188 miles an hour] | quantity 188 mile / hour
[70mph] | quantity 70 mile / hour
[120 km/h] | quantity 120 kilometer / hour
[120kph] | quantity 120 kilometer / hour
[15 knots] | quantity 15 knot
[9.8 m/s] | quantity 9.8 meter / second
[2 million barrels per day] | quantity 2000000 oil_barrel / day
[2 million barrels a day] | quantity 2000000 oil_barrel / day
[75ml] | quantity 75 milliliter
[5 litres] | quantity 5 liter
[1.5 million gallons] | quantity 1500000 gallon
[10 kg] | quantity 10 kilogram
[25 kilos] | quantity 25 kilogram
[200lbs] | quantity 200 pound
[two pounds of] flour | quantity 2 pound
[3 tonnes] | quantity 3 metric_ton
[34,500 metric tons] | quantity 34500 metric_ton
[three-ton] truck | quantity 3 ton
[68-ounce] can | quantity 68 ounce
[500 megawatts] | quantity 500 megawatt
[2.5 GW] | quantity 2.5 gigawatt
[7.3 MWh] | quantity 7.3 megawatt_hour
[8 GB] | quantity 8 gigabyte
[100 MB] | quantity 100 megabyte
[50 Mbps] | quantity 50 megabit / second
[16-bit] chip | quantity 16 bit
[2.80 GHz] | quantity 2.8 gigahertz
[90 decibels] | quantity 90 decibel
[1.7 eV] | quantity 1.7 electron_volt
[30 psi] | quantity 30 pound_force_per_square_inch
[998 millibars] | quantity 998 millibar
[32°C] | temperature 32 degree_Celsius
[-5 °C] | temperature -5 degree_Celsius
[98.6 degrees Fahrenheit] | temperature 98.6 degree_Fahrenheit
[40 degrees Celsius] | temperature 40 degree_Celsius
[two-degrees Celsius] | temperature 2 degree_Celsius
[45 celsius] | temperature 45 degree_Celsius
[30 C] | temperature 30 degree_Celsius
temperatures of [100 degrees] | temperature 100 degree_Fahrenheit
temperatures of [35 degrees] | temperature 35 degree_Celsius
rotate [90 degrees] | quantity 90 degree
at [34 degrees] north | quantity 34 degree
a [42-year-old] man | age 42 year
a [three-month-old] baby | age 3 month
[60 years old] | age 60 year
[six weeks of age] | age 6 week
a man aged [42] | age 42 year
at the age of [17] | age 17 year
Ann Smith, [42], said | age 42 year
He is [87 yo] | age 87 year
[four months] | duration 4 month
an [18-month] sentence | duration 18 month
[24 hours] | duration 24 hour
[90 seconds] | duration 90 second
[two decades] | duration 2 decade
[three centuries] | duration 3 century
[half an hour] | duration 0.5 hour
[two and a half years] | duration 2.5 year
a [two-and-a-half-year] ban | duration 2.5 year
[an hour and a half] | duration 1.5 hour
[two years and six months] in prison | duration 30 month
[3 hours, 20 minutes and 10 seconds] | duration 12010 second
[1 hour 30 minutes] | duration 90 minute
[an hour and 20 minutes] by bus | duration 80 minute
in [2h 14m 4s] | duration 8044 second
a boy [3 years and two months old] | age 38 month
output of [9.8m bpd] | quantity 9800000 oil_barrel / day
over [40-odd years] | duration 40 year
[3 Gt] of carbon | quantity 3 gigametric_ton
[12 gigatonnes] | quantity 12 gigametric_ton
The suspect, [23], was held | age 23 year
[5'6"] | quantity 5.5 foot
[12st 7lb] | quantity 12.5 stone
a time of [3:43.13] | duration 223.13 second
[2:03:23] | duration 7403 second
"""

CALENDAR = """
[20 March 2023] | date 2023-03-20
[20th of March] | date --03-20
[March 20, 2023] | date 2023-03-20
[March 20] | date --03-20
on [Mar. 20] | date --03-20
[March 2023] | date 2023-03
[July 13 to 17] | date --07-13/17
[5-7 March] | date --03-05/07
[2023-03-20] | date 2023-03-20
[5/17/2018] | date 2018-05-17
[12.03.2019] | date 2019-03-12
in [1998] | date 1998
the [1990s] | date 1990/1999
the [2013-14] season | date 2013/2014
[2019/20] | date 2019/2020
fiscal [2024] | date 2024
in the early [80s] | date 1980/1989
the ['80s] | date 1980/1989
[44 BC] | date -0043
at [10:30] | time 10:30
at [10:30am] | time 10:30
at [2.15pm] | time 14:15
at [6 p.m.] on | time 18
at [12:05 a.m.] he | time 00:05
by [1400 GMT] | time 14:00Z
at [ten o'clock] | time 10
"""


def marked(phrase: str) -> tuple[str, str]:
    """The phrase without its brackets, and what stands between them."""
    return phrase.replace("[", "").replace("]", ""), phrase.split("[")[1].split("]")[0]


def rows(table: str) -> list[tuple[str, str]]:
    return [(a, b) for a, b in (line.split(" | ") for line in table.strip().splitlines())]


def only(text: str, country: str = "") -> Quantity:
    (quantity,) = read_text(text, country=country)
    return quantity


def close(value: object, expected: str) -> bool:
    return abs(Decimal(str(value)) - Decimal(expected)) <= abs(Decimal(expected)) / 10**6


@pytest.mark.parametrize(("phrase", "expected"), rows(MONEY))
def test_money(phrase: str, expected: str) -> None:
    """Sums are in ISO 4217 units, after magnitudes and hundredths, with exact spans."""
    text, span = marked(phrase)
    quantity = only(text)
    value, code = expected.split()
    assert (quantity.kind, quantity.unit, quantity.text) == ("money", code, span)
    assert quantity.value == Decimal(value)


@pytest.mark.parametrize(("phrase", "expected"), rows(MEASURES))
def test_measure(phrase: str, expected: str) -> None:
    """Percentages, quantities, temperatures, ages and durations have pint units and exact spans."""
    text, span = marked(phrase)
    quantity = only(text)
    kind, value, unit = expected.split(" ", 2)
    assert (quantity.kind, quantity.unit) == (kind, unit)
    assert close(quantity.value, value)
    assert quantity.text == span.removesuffix(" of")


@pytest.mark.parametrize(("phrase", "expected"), rows(CALENDAR))
def test_calendar(phrase: str, expected: str) -> None:
    """Dates and times are ISO 8601 and never counted."""
    text, span = marked(phrase)
    quantity = only(text)
    assert (quantity.kind, quantity.value, quantity.text) == (*expected.split(), span)


@pytest.mark.parametrize(
    ("country", "code"), [("US", "USD"), ("AU", "AUD"), ("CA", "CAD"), ("NZ", "NZD"), ("FR", "USD")]
)
def test_a_bare_dollar_is_that_of_the_hinted_country(country: str, code: str) -> None:
    """ "$", "dollars" and "cents" are those of the publisher's country, where it has any."""
    found = read_text("They paid $5, then ten dollars, then 30 cents.", country=country)
    assert [(q.value, q.unit) for q in found] == [(5, code), (10, code), (Decimal("0.3"), code)]


def test_a_text_that_marks_the_american_dollar_means_its_own() -> None:
    """Beside "US$", the bare "$" of a text about Australia is Australian."""
    text = "Australia will pay $5 million (US$3.3 million), said Australia's treasurer."
    assert [q.unit for q in read_text(text)] == ["AUD", "USD"]


@pytest.mark.parametrize(
    ("text", "country", "unit"),
    [
        ("She lost 25 pounds.", "", "pound"),
        ("It cost 25 pounds.", "GB", "GBP"),
        ("It cost 5,000 pounds ($7,800).", "", "GBP"),
        ("2 million pounds of beef", "", "pound"),
        ("2 million pounds of debt", "", "GBP"),
    ],
)
def test_pounds_are_weight_or_money(text: str, country: str, unit: str) -> None:
    """Bare pounds are money by size, by a sum in brackets or by country; else a weight."""
    assert read_text(text, country=country)[0].unit == unit


def test_a_hinted_country_decides_day_and_month() -> None:
    """ "1/11/2001" is American order unless the publisher's country writes the day first."""
    assert only("1/11/2001").value == "2001-01-11"
    assert only("1/11/2001", "GB").value == "2001-11-01"
