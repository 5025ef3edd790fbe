"""Words around a name that tell whether it is a place, and of what kind.

Pure: standard library only. Each set is short and closed; what is open (names) is in the
gazetteer.
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: After these a name is no person's: "in Reading", "near Mobile".
STANDING: Final = _words("in near outside around throughout across downtown nearby rural toward")

#: After these a name is most often a place: "in Reading", "near Mobile".
LOCATIVE: Final = _words(
    "in at near from to outside around across into toward towards through throughout via inside "
    "within between beyond off along leaving left visiting visited entered entering reached "
    "surrounding onto versus rural downtown suburban neighboring neighbouring nearby"
)

#: Before "in" they say that it may be a person: "faith in Jordan".
TRUST: Final = _words("faith trust confidence belief believe believes believed interest interested")

#: Parts of a place, written small before it or large within its name.
DIRECTIONS: Final = _words(
    "north south east west northern southern eastern western central northeast northwest "
    "southeast southwest northeastern northwestern southeastern southwestern upper lower inner "
    "outer greater mid downtown midtown uptown metropolitan metro mainland coastal rural"
)

#: Before a person's name.
TITLES: Final = _words(
    "mr mrs ms miss dr prof professor president vice minister senator sen representative rep "
    "congressman congresswoman gov governor mayor judge justice chief sheriff officer sgt "
    "sergeant lt lieutenant capt captain maj major col colonel gen general cpl pvt adm admiral "
    "rev reverend father sister brother pastor bishop archbishop cardinal pope rabbi imam sheikh "
    "king queen prince princess lord lady sir dame coach manager secretary chancellor premier "
    "ambassador commissioner councilman councilwoman councilor councillor coun cllr alderman "
    "deputy detective trooper supervisor superintendent principal warden reeve selectman "
    "selectwoman assemblyman assemblywoman treasurer clerk ranger firefighter marshal attorney "
    "lawyer chairman chairwoman director spokesman spokeswoman actor actress singer author aunt "
    "uncle saint"
)

#: Before a comma and a person's name: "a brother, Troy, of Tyler".
KIN: Final = _words(
    "brother brothers sister sisters son sons daughter daughters wife husband mother father "
    "stepson stepdaughter grandson grandsons granddaughter granddaughters nephew niece fiance "
    "fiancee cousin cousins uncle aunt widow widower"
)

#: Capitalised after a place's name they make it an organisation, a building or a product.
ORGANISATIONS: Final = _words(
    "university college school schools academy institute hospital clinic medical police "
    "sheriff department office bureau agency authority commission committee council board "
    "court courthouse bank times post news herald tribune journal star sun gazette chronicle "
    "globe press daily observer telegraph record register dispatch sentinel courier examiner "
    "inquirer guardian company co corp corporation inc ltd llc group holdings industries "
    "airlines airways air railway railroad motors energy power gas electric oil steel foods "
    "hotel inn resort casino church cathedral temple mosque synagogue museum library theater "
    "theatre gallery zoo park stadium arena field center centre hall house tower building "
    "club fc united rovers wanderers athletic city's association federation society "
    "foundation union league conference festival marathon open cup prize award act treaty "
    "agreement accord protocol declaration convention summit fire ems rescue highway bridge "
    "tunnel airport station terminal plaza mall market project feed supply hardware lumber "
    "insurance realty auto furniture pharmacy savings credit lottery baptist methodist "
    "lutheran presbyterian catholic christian rotary kiwanis volunteer nursing funeral "
    "program plan team tigers lions bears eagles hawks wildcats bulldogs panthers giants "
    "cowboys rangers yankees mets dodgers angels cubs lakers bulls knicks celtics heat "
    "rockets spurs army navy national high middle elementary community memorial general "
    "regional international state democrat democrats republican republicans senate house "
    "assembly legislature parliament"
)

#: After a place's name they make a larger name of the land, which must be known as a whole.
TERRAIN: Final = _words(
    "river lake creek bay sea ocean gulf strait channel canal island islands isle isles "
    "peninsula cape mountain mountains mount hill hills valley canyon desert forest falls "
    "springs spring beach coast shore harbor harbour port sound point pass plateau basin delta "
    "glacier volcano reef reservoir dam heights ridge grove woods township borough parish "
    "village"
)

#: At the head of a name they make it a part of the land or the sea: "Lake Winnipeg".
LANDS: Final = _words(
    "lake mount cape gulf strait straits bay river isle isles sea loch lough bight mouth"
)

#: Beside a name they are offices of its kind of place: "New York Governor Hochul".
DIVISION_OFFICES: Final = _words("governor governors gov legislature statehouse")
CITY_OFFICES: Final = _words("mayor mayors")

#: At the end of a name they make it a part of the land or the sea.
WATERS: Final = _words(
    "river lake creek bay sea ocean gulf strait channel island islands isle isles peninsula cape "
    "mountain mountains hills valley canyon desert falls sound reef glacier basin delta"
)

#: After or before a name they say which kind of place it is.
DIVISION_CUES: Final = _words(
    "province provinces state states oblast region regions governorate prefecture district "
    "districts county counties canton krai republic territory emirate voivodeship department "
    "departments municipality"
)
CITY_CUES: Final = _words(
    "city cities town towns village villages suburb suburbs borough capital port hamlet "
    "neighborhood neighbourhood municipality township settlement community"
)

#: Behind a list of counties: "Henry, Weakley and Lamar counties".
COUNTIES: Final = _words("counties parishes")

#: Behind or before a list of other divisions: "Kharkiv and Sumy oblasts".
DIVISIONS: Final = _words(
    "provinces states oblasts regions governorates prefectures cantons emirates voivodeships "
    "departments"
)

#: Verbs whose subject is more often a person or a government than a town.
SPEECH: Final = _words("said says told added asked wrote explained recalled noted")

#: "University of X", "Bank of X": the whole is an organisation.
ORGANISATION_OF: Final = _words(
    "university bank college institute bishop archbishop archdiocese diocese church museum "
    "treaty battle duke earl duchess prince princess lord lady statue academy society school "
    "department ministry commonwealth chamber federation confederation board"
)

#: Small words that end names in our tables, which papers write large or small: "Rafah crossing".
ENDS: Final = _words(
    "crossing volcano peninsula desert airport bridge dam camp rainforest nuclear power plant air "
    "base airbase refugee"
)

#: Lower-case words inside names of places: "Rio de Janeiro", "Stoke on Trent".
INNER: Final = _words(
    "de del della der den des di do dos da das du la las le les los el al of the and on upon in "
    "by under over es i ez bin sur am an im ob und y e en sous au aux à qui von van aan op"
)

#: After a name they are people of a place: "a Longview woman", "Esperance residents".
PEOPLE: Final = _words(
    "resident residents native natives man woman men women couple teen teenager teenagers boy "
    "girl family families mother father motorist motorists driver farmer farmers businessman "
    "pensioner homeowner homeowners voters firefighters police officials authorities councillors "
    "aldermen"
)

#: Before the name of a storm: "Storm Orla", "Hurricane Florence".
STORMS: Final = _words("storm hurricane typhoon cyclone")

#: In the sky: Mars in Pennsylvania and Earth in Texas need their states.
SKY: Final = _words("sun moon mercury venus earth mars jupiter saturn uranus neptune pluto titan")

#: "West Nile virus", "Marburg fever": named after a place, but not about it.
ILLS: Final = _words("virus viruses ebolavirus fever disease flu influenza strain strains syndrome")

#: After a name they make it oil of a kind: "Dubai crude". Some kinds are known by the name alone.
OILS: Final = _words("crude blend")
BENCHMARKS: Final = _words("brent")

#: Capitalised after a name they make it a street: "300 block of Washington Ave."
STREETS: Final = _words(
    "street st avenue ave road rd lane ln drive dr boulevard blvd hwy parkway pkwy pike turnpike "
    "ct circle cir place pl terrace"
)

#: Two of them cross behind two names: "at Washington and Lincoln streets".
CROSSING: Final = _words("streets avenues roads boulevards")

#: Ordinary in "in March", and towns in England and in France; short ones stand behind datelines.
MONTHS: Final = _words(
    "march april may june august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)

#: At the end of a town's name, behind "the", they make it the water: "the White River rose".
STREAMS: Final = _words("river creek")

#: Behind "district" they say that it is a court's: "the Manhattan district attorney".
COURTS: Final = _words("attorney attorneys court courts judge judges magistrate justice")

#: Before "department of" they say that it is a town's: "the fire department of Tokyo".
SERVICES: Final = _words("fire police health water state sanitation")
