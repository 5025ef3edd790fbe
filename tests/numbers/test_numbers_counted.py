"""What plain news counts with a number, and how exactly: one bracketed number in each sentence."""

from __future__ import annotations

import pytest

from pipeline.numbers.annotate import read_text
from pipeline.numbers.model import Quantity

# sentence | head noun, approximator; "-" for none.
SENTENCES = """
At least [23] people were killed when a bus plunged into a ravine. | people at-least
The blast killed 12 soldiers and wounded another [40]. | - -
More than [100] injured were flown out. | - more-than
The death toll rose to [1,204] on Friday. | - -
Officials say as many as [300] miners may be trapped. | miners at-most
Up to [5,000] homes lost power. | homes at-most
Nearly [two dozen] firefighters were treated for smoke. | firefighters less-than
[Hundreds] of mourners filled the square. | mourners more-or-less
[Tens of thousands] took to the streets. | - more-or-less
[Millions] dwell in the delta. | - more-or-less
Several [hundred] residents were moved out. | residents more-or-less
A crowd of about [80,000] watched the final. | - about
The motion passed by [312] votes to 298. | votes -
Leeds [2] Everton 1 was the score. | - -
Senators voted [52-48] to confirm her. | - -
Only [one] senator objected. | senator -
The water stood [two to three metres] almost everywhere. | - -
[One] large question looms over the vote. | question -
It was one of the [12] drafts. | drafts -
[One] of the 12 jurors fell ill. | jurors -
It was the [first] of three debates. | debates -
[Three] of the country's four largest banks failed. | banks -
[One] of at least 18 suspects fled. | suspects -
[Five] of those arrested were minors. | - -
[3,000] of them stayed. | - -
[Four] of whom were children. | - -
About [a third] of MPs rebelled. | MPs about
[40 percent] of Britain's gas is imported. | gas -
About [70 percent] belong to a union. | - about
Sales were [17%] higher than last year. | - -
The firm holds a [24.9%] stake in the port. | stake -
[16-17 percent] of African trade occurs by road. | trade -
[20%] of the population is under 15. | population -
A [10p] rise in duty is planned. | rise -
The charity raised [$2 million] in donations. | donations -
He was fined [$500,000] in unpaid taxes and fees. | taxes -
It signed a [$350 million] contract in Paris, Texas. | contract -
They spent [$350 million] in Paris last year. | - -
Shares rose to [$45.60] in early trading. | - -
It earned [$2 million] in two years. | - -
The fund lost [$5 million] in recent months. | - -
It gave [$5] in exchange for it. | - -
The state will pay [$3 billion] in pensions. | pensions -
The cabinet approved a [500 billion yen] package. | package -
A [€2]-a-day rise was refused. | rise -
They sold [$3.5bn] of reserves. | reserves -
Bonds with [$2bn] worth of coupons were swapped. | coupons -
The crew seized [2.5 tonnes] of cocaine. | cocaine -
They landed [55 billion cubic metres] of gas a year. | gas -
Emissions fell to [5.2 billion tonnes] of CO2. | CO2 -
A [300-mile] range is claimed. | range -
The [6ft 7in] lock weighs in. | lock -
A crater [18 feet] deep opened. | - -
He lobbed [155mm] shells at it. | shells -
She got a [10-year] sentence. | sentence -
He got a [47 month] prison term. | term -
It was followed by [three days] of mourning. | mourning -
It lasted [four years] in all. | - -
A [24-hour] strike began. | strike -
He spent [200 hours] of community service. | service -
A [ten]-storey building fell. | storey -
She won a [12]-member panel over. | member -
A [5,000]-strong crowd cheered. | crowd -
It is the [second]-largest city. | city -
The [third]-highest ranking officer quit. | quit -
A [second]-floor flat burned. | floor -
The [90th]-minute winner stood. | minute -
His [second] term ends in May. | term -
The [116th] United States Congress met. | Congress -
The [second] and third rounds were drawn. | rounds -
The [first] two seasons were filmed here. | seasons -
She [first] entered parliament as a nurse. | - -
The [first] known case was his. | case -
Queen Elizabeth [II] opened parliament. | - -
It fell in week [22] of the season. | - -
[36] Kh-101 missiles were fired. | missiles -
[Two] MiG-29s were lost. | MiG-29s -
The army sent [31] M1 Abrams tanks. | tanks -
Some [1,000] US troops left. | troops about
[Five] US-based companies applied. | companies -
[Two] New York Times reporters were held. | reporters -
[12] House Republicans broke ranks. | Republicans -
[Seven] Conservative MPs resigned. | MPs -
[Five] Armed Forces personnel died. | personnel -
[20] French and German tourists were on board. | tourists -
[40] state and local officials signed. | officials -
[Two] Supreme Court justices dissented. | justices -
[Nine] al-Qaeda-linked militants were killed. | militants -
[50 million] long lasting nets were handed out. | nets -
[Two] 12-roll packs are allowed. | packs -
[150,000] "stall wallahs" will be taught. | wallahs -
He took [14] straight wins. | wins -
It cost [20] lives. | lives -
At least [sixteen] on-board died. | - at-least
[Ten] came and went. | - -
[Two] people smugglers were jailed. | smugglers -
Sales rose [12%] year on year. | - -
The deaths are put at [one million] worldwide. | - -
[4 in 10] Americans approve. | Americans -
It hit [one in five] pupils. | pupils -
[Between 36 and 40] people were there. | people -
[Five to 10] buses waited. | buses -
At least another [50] jobs will go. | jobs at-least
Up to a further [300] posts are at risk. | posts at-most
The poll has a margin of error of plus or minus [3 percentage points]. | - about
Approx. [300] cars were towed. | cars about
In and around [20] towns the lights went out. | towns -
Police put the crowd at just under [a million]. | - less-than
Troops numbering well over [10,000] crossed. | - more-than
It holds [18+ years] of records. | records at-least
It took [360]-ish plates. | plates about
The [20,000]-plus fans sang. | fans at-least
A payment is due no later than [30 days] after. | - at-most
It drew no fewer than [40] bids. | bids at-least
A bid of not less than [$5 million] is wanted. | - at-least
The haul was worth an estimated [€150 million]. | - about
He stayed a little over [300 days]. | - more-than
They were just shy of [300]. | - less-than
It is nearing [5,000]. | - less-than
It came three more than [four years] ago. | - -
It is a [24-year] high. | high -
She took [3.28 percent] of the popular vote. | vote -
They run on [90] of the 115 run here. | - -
The [first] time Newmont mined there. | time -
When did you [first] learn of it? | - -
It was signed by [two] weapons inspectors. | inspectors -
Members of [one] family fled. | family -
It hit [thousands] of anime and manga fans. | fans more-or-less
[35] children wearing masks came. | children -
Almost [400] swine flu cases were seen. | cases less-than
The [first] such law passed. | law -
The [first] time anyone saw it. | time -
The [two hour] barrier fell. | barrier -
They met at about [1 a.m.] here. | - about
Her [four-year] term expires soon. | term -
It fell [one dollar] in electronic trading. | - -
He won a [third] consecutive Tour de Suisse. | Tour -
It lies [50 km] northeast of Lae. | - -
It is [one] of northeast India's biggest tea gardens. | gardens -
They lead by [51]-to-44 percent. | - -
It was the number [one] cause of death. | cause -
The number-[two] seed lost. | seed -
She won [two] $9,500 prizes. | prizes -
Crews fired [six] 81mm mortars. | mortars -
The [two] 30-minute halves flew by. | halves -
Profit fell in the [third] quarter. | quarter -
Sales rose in the [second] fiscal quarter. | quarter -
He scored in the [first] half. | half -
A [6th] century Thai-built shrine burned. | century -
[Half] the victims were children. | victims -
More than [half] its seats were lost. | seats more-than
They cut it in [half] the day before. | - -
A [40-metre] high mast fell. | mast -
The stock hit a [six-month] high. | high -
[Sixth] seed Moreau lost. | seed -
They help the [12] worst-hit towns. | towns -
The city owns [two] state-run banks. | banks -
The law bans [9,000] lead pipes. | pipes -
[Thirty] work permits were sold. | permits -
[One] of the top 20 ports is here. | ports -
He spent [nine] of the last 12 years there. | years -
About [70%] of the farm land and yields little else. | land about
[Two] coal and copper mining firms merged. | firms -
It hit [300] German and coalition tank crews. | crews -
[Hundreds] of Israelis march daily. | Israelis more-or-less
Scottish [First] Minister Ann Reid spoke. | Minister -
The [3-2] count favours the pitcher. | count -
Lyon won [2-1] Saturday. | - -
Lyon [2-1] Metz. | - -
She won [6-4] 6-7 6-1. | - -
A [5.7] magnitude quake shook Quito. | quake -
The army flew [30] Boeing 737-800 airliners. | airliners -
He burned [60 tons] of oil equivalent. | oil -
"""


def bracketed(sentence: str) -> Quantity:
    """The number that stands in brackets, read in its sentence."""
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    (quantity,) = [q for q in read_text(text) if (q.start, q.end) == (start, end)]
    return quantity


@pytest.mark.parametrize("row", SENTENCES.strip().splitlines())
def test_what_is_counted_and_how(row: str) -> None:
    """Each number of plain news has the head noun that it counts and the side it leans to."""
    sentence, expected = row.split(" | ")
    quantity = bracketed(sentence)
    assert [quantity.of or "-", quantity.approx or "-"] == expected.split()
