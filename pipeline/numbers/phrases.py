"""The words by which a noun phrase is told apart without a tagger: where it ends, what its head is.

Pure: tables only. A word stands here because news has it right after a number.
"""

from __future__ import annotations

from typing import Final

from pipeline.numbers.lexicon import TENS, UNITS, word_set

# Prepositions, pronouns, conjunctions, auxiliaries and adverbs: none is inside a noun phrase.
_FUNCTION_WORDS: Final = (
    "above ahead aboard a an the this that these those his her its their our my your he she it "
    "they we i you who whom whose which what when where why how while as at by for from in into "
    "of off on onto out over per since up than through throughout to toward towards under until "
    "upon via with within without about after against along alongside amid among around "
    "before behind below beneath between beyond despite down during except inside near outside "
    "across and or but nor so yet if because although though unless whether is are was were be "
    "been being am has have had having do does did done can could may might must shall should "
    "will would cannot not no also already still just only even now then there here again ago "
    "later earlier afterwards away apart aside every each all both some any more less fewer "
    "most least them anyone someone everyone anybody somebody everybody nobody him us me "
    "himself themselves herself itself including excluding "
    "according due instead rather vs versus today yesterday tomorrow tonight monday tuesday "
    "wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december next last apiece together alone nationwide worldwide "
    "statewide overall annually monthly weekly daily yearly respectively overnight online abroad "
    "overseas elsewhere everywhere anywhere somewhere nowhere nearby onwards onward forward "
    "upwards almost sometimes often twice once "
    "altogether indoors outdoors underground anyway thus hence therefore meanwhile however "
    "moreover plus minus et de du"
)
# "3% higher", "two taller": what is compared is not counted.
_COMPARED: Final = (
    "higher lower larger smaller greater bigger cheaper faster slower lighter heavier taller "
    "shorter older younger longer stronger weaker wider better worse richer poorer thicker "
    "deeper closer further farther safer hotter colder warmer cooler"
)
# Verbs that follow a subject; those in `_NOUNS_TOO` are nouns after an article ("a 10p rise").
_VERBS: Final = (
    "adds spends sets said say says told tell tells died die dies dying killed kill kills "
    "struck strikes took take takes made make makes went go goes came come comes got get gets "
    "won win wins lost lose loses left leave leaves fled flee began begin begins became become "
    "becomes found find finds saw see sees gave give gives ran runs fell rose put set led met "
    "sworn born spent spend sent send sends built build builds bought buy buys sold sell sells "
    "paid pay pays shown show shows think thinks believe believes worth remain remained remains "
    "appear appeared appears seem seemed seems live lives lived want wants use uses hope hopes "
    "include includes included weigh weighs mean means meant belong belongs dwell reside depend "
    "depends agree agrees disagree oppose opposes favor favour prefer consider expect expects "
    "suffer suffers exist exists arrive arrives grew grow grows shrank drew draw draws flew fly "
    "flies threw throw throws wore wear drove drive drives wrote write writes spoke speak "
    "speaks broke break breaks chose choose rode swam sang sank tore swore fought fight taught "
    "teach caught catch brought bring brings thought sought seek seeks slept sleep kept keep "
    "keeps felt feel feels dealt stood stand stands understood knew know knows blew beat beats "
    "lay lie lies laid sat sits bore hurt hurts shut shuts let lets ends begins starts opens "
    "closes looms requires involves enters helps follows happens continues aims plans hopes "
    "tries serves earns owns contains consists covers offers suggests indicates respond "
    "responded apply applies attend vote voted march marched gathered returned occur occurs "
    "pass passes flow flows exceed exceeds reach reaches stay stays produce produces backed "
    "approved survived escaped attended joined signed shook rang froze stole woke clung crept dug "
    "forgot hid hung lent overcame overtook slid spun strode swept swung undertook withdrew "
    "flung favors favours expires resumes lasts affects awaits provides employs represents allows"
)
_NOUNS_TOO: Final = word_set(
    "strike strikes run rise rises fall falls hit hits lead leads cost costs hold holds held "
    "need face work call cut increase drop win loss vote march need drive break draw fight"
)
STOPS: Final = (
    word_set(f"{_FUNCTION_WORDS} {_COMPARED} {_VERBS}") | _NOUNS_TOO | frozenset(UNITS) | set(TENS)
)
#: Compounds that begin with such a word: "70,000 lead pipes", "30 work permits".
COMPOUNDS: Final = frozenset(
    (first, second)
    for first, seconds in {
        "lead": "pipes bullets singers actors roles investigators authors paragraphs lines",
        "work": "permits visas days hours sites places stations shifts",
        "call": "centers centres signs",
        "drop": "boxes zones",
        "strike": "aircraft groups days",
        "face": "masks shields coverings",
        "cost": "estimates savings overruns cuts",
        "fight": "scenes nights",
    }.items()
    for second in seconds.split()
)
#: "First Minister Alex Salmond": the noun of a title, whatever name follows.
TITLES: Final = word_set(
    "minister lady secretary lord officer sergeant lieutenant gentleman sea mate"
)
#: "14 straight wins": after a count, a verb in -s is a plural noun.
VERBS_IN_S: Final = word_set(
    "wins strikes leaves breaks draws drives runs shows lives uses hopes rises falls hits leads "
    "costs plans starts offers tries kills helps starts loses holds"
)
COMPARED: Final = word_set(_COMPARED)
FUNCTION_WORDS: Final = word_set(_FUNCTION_WORDS)
VERBS: Final = word_set(_VERBS) | _NOUNS_TOO
#: Stops that are nouns right after a number with an article: "a 10p rise", "the first strike".
NOUNS_TOO: Final = _NOUNS_TOO
#: "18 feet deep" ends with these, "50 million long nets" goes on.
DIMENSIONS: Final = word_set("long tall high deep wide thick old broad")

IRREGULAR_PLURALS: Final = word_set(
    "people men women children police troops personnel crew aircraft feet teeth mice fish "
    "sheep cattle staff policemen policewomen firemen servicemen servicewomen spokesmen "
    "iraqis israelis pakistanis somalis saudis emiratis kuwaitis yemenis omanis qataris bahrainis "
    "bangladeshis kashmiris punjabis bengalis nepalis houthis yazidis yezidis azeris hutus zulus "
    "tutsis taxis tsunamis nazis salafis jihadis rabbis skis menus viruses "
    "congressmen fishermen gunmen businessmen lawmen airmen clergymen craft spacecraft "
    "warcraft data media criteria bacteria headquarters species series dice poultry "
    "swine buffalo bison moose squid salmon deer geese oxen offspring "
    "grandchildren schoolchildren stepchildren "
    "alumni midwives townspeople tribespeople salespeople firewomen horsemen marksmen "
    "workmen seamen countrymen laymen militiamen cameramen councilmen tradesmen infantry"
)
SINGULAR_S: Final = word_set(
    "us this is was has its his news bus gas loss business class press access process "
    "campus boss census crisis basis analysis virus status bonus illness witness address "
    "congress success glass grass mass pass plus various previous serious religious "
    "dangerous numerous famous indigenous anonymous infectious continuous consecutive "
    "less unless across perhaps always sports plus towards besides minus thus tennis "
    "athletics olds politics physics economics mathematics"
)
# "South Korean" goes on, "south of" does not.
DIRECTIONS: Final = word_set("north south east west northeast northwest southeast southwest")
# The other words in -ing after a number are participles.
ING_NOUNS: Final = word_set(
    "funding building meeting training hearing housing spending killing shooting bombing wedding "
    "painting morning evening ceiling rating ruling warning writing financing lending mourning "
    "crossing sibling darling holding landing listing offering opening reading saving screening "
    "sitting stabbing swing king ring wing string spring thing being gathering filing feeling "
    "finding fishing icing lightning mailing parking"
)
ED_NOUNS: Final = word_set("bed shed speed seed breed creed deed feed need weed steed hundred reed")
LY_NOUNS: Final = word_set(
    "family supply ally assembly monopoly rally reply anomaly bully belly jelly fly homily ply"
)
NOT_NOUNS: Final = word_set(
    "full new old other such same more very different several young major dead wounded injured "
    "international presidential parliamentary global regional olds armed foreign local national "
    "annual effective complete separate possible available total whole entire potential "
    "political economic federal male female semi former recent first second third due able "
    "likely unlikely big small large huge good bad strong weak ever straight consecutive "
    "additional further equivalent yes percent"
)
PERSONS: Final = frozenset({"person", "man", "woman", "child", "boy", "girl"})
# Endings of adjectives: as the last word of a phrase they are no head ("course effective").
ADJECTIVE_ENDINGS: Final = ("able", "ible", "ful", "ous", "less")

PRONOUNS: Final = word_set("i you he she it we they who")
#: "one of at least 18 viruses".
HEDGES: Final = word_set("at least about nearly almost more than over around roughly some only")
#: "week 22 of the season": the number names the week.
LABELS: Final = word_set("week round day game stage season episode part year point line phase")
DETERMINERS: Final = word_set("the its their his her our these those this such all a an my your")
#: "five more people", "12 other nurses".
MORE: Final = word_set("more other additional further extra different separate")

# After a number and a hyphen, these are adjectives, and the noun comes later: "5,000-strong crowd".
AFTER_HYPHEN: Final = word_set(
    "strong odd plus old long high wide deep tall ever highest lowest and to or a an per under "
    "over dimensional fold something ish"
)
#: What "in" may bring after a sum although it is no purpose: "$5 million in total".
NO_PURPOSE: Final = word_set(
    "exchange lieu return total all addition order years months weeks days hours minutes "
    "trading half quarter year month week time place part case fact advance terms line turn "
    "response comparison"
)
