"""The words beside which digits are a name: makes, channels, laws, books and papers kept by number.

Pure: tables only, in lower case.
"""

from __future__ import annotations

from typing import Final

from pipeline.numbers.lexicon import word_set

# Words after which an integer is a name, in lower case. Most need a capital: "Title 42".
ALWAYS: Final = word_set(
    "boeing airbus falcon apollo soyuz voyager iphone ipad galaxy windows linux android xbox "
    "playstation channel route highway interstate autobahn motorway flight formula "
    "resolution proposition prop article section chapter title amendment clause paragraph "
    "schedule annex appendix figure fig table exhibit rule room suite apt apartment unit "
    "gate pier terminal platform ward precinct district zone sector block cell studio "
    "area camp building tower line exit junction runway psalm genesis matthew luke isaiah "
    "verse page pages pp p volume vol issue version ver v ios macos ubuntu python java "
    "mark mk model type class grade level category tier phase stage step part volume "
    "episode season game match race round week act scene lane bus train tram radio bbc "
    "espn cnn itv fox abc nbc cbs tv fm am camera engine reactor unit units block apache "
    "chinook cessna embraer bombardier antonov tupolev ilyushin mig sukhoi atr shenzhou "
    "long-march ariane atlas delta vega explorer mariner pioneer venera sputnik luna "
    "progress expedition sts wta atp pga lpga motogp gp2 gp3 group opec+ order directive "
    "regulation bill act hr patent case docket no. charter code form convention protocol "
    "agenda vision horizon target fokker sikorsky eurocopter saab "
    "stream superjet learjet gulfstream pad studio blink catch "
    "ocean's u2 ub40 blink-182 maroon sum club top40 local flights articles sections chapters "
    "chromosome chromosomes enterovirus "
    "ftse nasdaq nikkei cac dax russell stoxx nifty ibex topix asx csi smi aex kse fortune forbes "
    "billboard hot region loop news artemis mach box year size isbn issn "
    "fiat glock nokia ferrari renault citroen citroën porsche bmw mercedes audi lexus hb sb "
    "measure motel haircut forever exodus romans corinthians ephesians philippians psalms "
    "proverbs sports road error"
)
# These need no capital, the others do.
LOWER_TOO: Final = word_set(
    "page pages pp chapter section article version windows iphone boeing airbus flight "
    "resolution resolutions "
    "highway route paragraph figure table level category grade type size flights chromosome pad "
    "chromosomes sections chapters articles"
)
# "flights 687 and 862", "Articles 5, 6 and 9": the later ones are names as well.
IN_LISTS: Final = word_set("flights articles sections chapters pages rooms channels chromosomes")
# These have decimals too: "Python 3.11", "version 2.0".
VERSIONED: Final = word_set("version python macos ios android linux ubuntu windows java chrome")
# What the Boeing company sells; "the 737" and "a 747" need no more words.
AIRLINERS: Final = word_set("707 717 727 737 747 757 767 777 787")
# Books with chapter and verse: "Romans 8:28", "Surah 2:255".
BOOKS: Final = word_set(
    "genesis exodus leviticus deuteronomy psalm psalms proverbs ecclesiastes isaiah jeremiah "
    "ezekiel matthew mark luke john acts romans corinthians galatians ephesians philippians "
    "colossians thessalonians timothy hebrews revelation quran koran surah sura"
)
# Papers that are kept by number: "Act No. 10", "Resolution No 1701".
PAPERS: Final = word_set(
    "act law resolution order decree bill case docket flight regulation directive statute "
    "amendment proclamation ordinance decision circular patent licence license passport account "
    "form invoice proposition article rule train bus"
)
# "UPC code 111073615": what a long run of digits after these identifies.
NUMBERED: Final = word_set(
    "code upc barcode isbn serial account id phone tel fax passport licence license "
    "registration reference case file policy"
)
# "1 Corinthians 13": books of the Bible that come in twos and threes.
BOOKS_IN_PARTS: Final = word_set(
    "samuel kings chronicles corinthians thessalonians timothy maccabees esdras"
)
