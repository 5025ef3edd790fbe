"""Spellings of units of measure as news writes them, by their names in the ``pint`` registry.

Pure: tables only.
"""

from __future__ import annotations

from typing import Final

# pint name: spellings in words. Plurals are listed; "·" joins the tokens of a spelling.
WORDS: Final = """
meter: meter meters metre metres
kilometer: kilometer kilometers kilometre kilometres kms klicks
centimeter: centimeter centimeters centimetre centimetres
millimeter: millimeter millimeters millimetre millimetres
decimeter: decimeter decimeters decimetre decimetres
micrometer: micrometer micrometers micrometre micrometres micron microns µ·m μ·m
nanometer: nanometer nanometers nanometre nanometres
picometer: picometer picometers picometre picometres
mile: mile miles mi
nautical_mile: nautical·mile nautical·miles
yard: yard yards yd yds
foot: foot feet ft
inch: inch inches
furlong: furlong furlongs
fathom: fathom fathoms
light_year: light·year light·years light-year light-years lightyear lightyears
astronomical_unit: astronomical·unit astronomical·units
parsec: parsec parsecs
hectare: hectare hectares
acre: acre acres
liter: liter liters litre litres ltr ltrs
milliliter: milliliter milliliters millilitre millilitres
centiliter: centiliter centiliters centilitre centilitres
deciliter: deciliter deciliters decilitre decilitres
megaliter: megaliter megaliters megalitre megalitres
gigaliter: gigaliter gigaliters gigalitre gigalitres
kiloliter: kiloliter kiloliters kilolitre kilolitres
hectoliter: hectoliter hectoliters hectolitre hectolitres
gallon: gallon gallons gal gals
imperial_gallon: imperial·gallon imperial·gallons
pint: pint pints
quart: quart quarts
oil_barrel: barrel barrels bbl bbls
bushel: bushel bushels
teaspoon: teaspoon teaspoons tsp tsps
tablespoon: tablespoon tablespoons tbsp tbsps
fluid_ounce: fluid·ounce fluid·ounces fl·oz
acre_foot: acre-feet acre-foot acre·feet acre·foot
gram: gram grams gramme grammes gm gms
kilogram: kilogram kilograms kilogramme kilogrammes kilo kilos kgs
milligram: milligram milligrams
microgram: microgram micrograms mcg µ·g μ·g
metric_ton: tonne tonnes metric·ton metric·tons metric·tonne metric·tonnes
ton: ton tons short·ton short·tons
long_ton: long·ton long·tons
kilometric_ton: kilotonne kilotonnes
megametric_ton: megatonne megatonnes
gigametric_ton: gigatonne gigatonnes gigaton gigatons
kiloton: kiloton kilotons
megaton: megaton megatons
pound: lb lbs
ounce: ounce ounces oz
troy_ounce: troy·ounce troy·ounces
stone: stone st
carat: carat carats
dram: dram drams
knot: knot knots
watt: watt watts
kilowatt: kilowatt kilowatts
megawatt: megawatt megawatts
gigawatt: gigawatt gigawatts
terawatt: terawatt terawatts
milliwatt: milliwatt milliwatts
watt_hour: watt·hour watt·hours watt-hour watt-hours
kilowatt_hour: kilowatt·hour kilowatt·hours kilowatt-hour kilowatt-hours
megawatt_hour: megawatt·hour megawatt·hours megawatt-hour megawatt-hours
gigawatt_hour: gigawatt·hour gigawatt·hours gigawatt-hour gigawatt-hours
terawatt_hour: terawatt·hour terawatt·hours terawatt-hour terawatt-hours
horsepower: horsepower bhp hp
joule: joule joules
kilojoule: kilojoule kilojoules
megajoule: megajoule megajoules
calorie: calorie calories
kilocalorie: kilocalorie kilocalories
british_thermal_unit: british·thermal·unit british·thermal·units btu btus
electron_volt: electronvolt electronvolts electron·volt electron·volts
volt: volt volts
kilovolt: kilovolt kilovolts
ampere: ampere amperes amp amps
ohm: ohm ohms
hertz: hertz
kilohertz: kilohertz
megahertz: megahertz
gigahertz: gigahertz
pascal: pascal pascals
kilopascal: kilopascal kilopascals
hectopascal: hectopascal hectopascals
inch_Hg: inches·of·mercury
millimeter_Hg: mmhg mm·hg millimetres·of·mercury millimeters·of·mercury
millibar: millibar millibars mbar mb
pound_force_per_square_inch: psi pounds·per·square·inch pound·per·square·inch
lux: lux
lumen: lumens
nanogram: nanogram nanograms
milliampere: milliamp milliamps
gigajoule: gigajoule gigajoules
terajoule: terajoule terajoules
petajoule: petajoule petajoules
therm: therms
meter * newton: newton·metre newton·metres newton·meter newton·meters
newton: newton newtons
sievert: sievert sieverts
millisievert: millisievert millisieverts
microsievert: microsievert microsieverts µ·sv μ·sv
becquerel: becquerel becquerels
gray: grays
curie: curies
decibel: decibel decibels db
byte: byte bytes
kilobyte: kilobyte kilobytes
kibibyte: kibibyte kibibytes
megabyte: megabyte megabytes meg megs
gigabyte: gigabyte gigabytes gig gigs
terabyte: terabyte terabytes
petabyte: petabyte petabytes
exabyte: exabyte exabytes
zettabyte: zettabyte zettabytes
bit: bit bits
kilobit: kilobit kilobits
megabit: megabit megabits
gigabit: gigabit gigabits
pixel: pixel pixels
megapixel: megapixel megapixels
revolutions_per_minute: rpm revolutions·per·minute revs·per·minute
foot ** 3 / second: cusec cusecs
meter ** 3 / second: cumec cumecs
permille: permil permille permilles ‰ per·mille
ppm: ppm parts·per·million
degree: degree degrees deg deg·.
radian: radian radians
arcminute: arcminute arcminutes arcmin
arcsecond: arcsecond arcseconds arcsec
kelvin: kelvin kelvins
mile / hour: mph
kilometer / hour: kph kmh kmph
mile / gallon: mpg
oil_barrel / day: bpd b·/·d bbl·/·d bopd
meter ** 2: sqm
kilometer ** 2: sqkm
foot ** 2: sqft
metric_ton / day: tpd
megabit / second: mbps mbit·/·s
gigabit / second: gbps gbit·/·s
second: second seconds sec secs
minute: minute minutes min mins
hour: hour hours hr hrs
day: day days
week: week weeks wk wks
fortnight: fortnight fortnights
month: month months
year: year years yr yrs
decade: decade decades
century: century centuries
millennium: millennium millennia millenniums
millisecond: millisecond milliseconds
microsecond: microsecond microseconds
nanosecond: nanosecond nanoseconds
gigayear: gigaannum
"""

# Case matters here. The flag "!" marks symbols that must be glued to their digits or follow them
# with one blank, and are too short to trust before a letter.
SYMBOLS: Final = """
meter: m
kilometer: km KM Km
centimeter: cm
millimeter: mm
decimeter: dm
nanometer: nm
picometer: pm
hectare: ha
liter: l L
milliliter: ml mL
centiliter: cl
deciliter: dl dL
centimeter ** 3: cc
gram: g
kilogram: kg KG Kg
milligram: mg
microgram: ug
nanogram: ng
metric_ton: t MT
megametric_ton: Mt
gigametric_ton: Gt
watt: W
kilowatt: kW KW
megawatt: MW
gigawatt: GW
terawatt: TW
watt_hour: Wh
kilowatt_hour: kWh KWh KWH
megawatt_hour: MWh
gigawatt_hour: GWh
terawatt_hour: TWh
joule: J
kilojoule: kJ
gigajoule: GJ
megajoule: MJ
terajoule: TJ
petajoule: PJ
exajoule: EJ
megavolt_ampere: MVA
milliampere_hour: mAh
kilocalorie: kcal
electron_volt: eV
kiloelectron_volt: keV
megaelectron_volt: MeV
gigaelectron_volt: GeV
teraelectron_volt: TeV
volt: V
kilovolt: kV
hertz: Hz
kilohertz: kHz KHz
megahertz: MHz
gigahertz: GHz
pascal: Pa
kilopascal: kPa
hectopascal: hPa
megapascal: MPa
newton: N
meter * newton: Nm
kilonewton: kN
sievert: Sv
millisievert: mSv
gray: Gy
milligray: mGy
becquerel: Bq
terabecquerel: TBq
kilobyte: KB kB
megabyte: MB
gigabyte: GB
terabyte: TB
petabyte: PB
exabyte: EB
kibibyte: KiB
mebibyte: MiB
gibibyte: GiB
bit: b
kilobit: kb Kb
megabit: Mb
gigabit: Gb
megabit / second: Mbps
gigabit / second: Gbps
kilobit / second: kbps
megapixel: MP
barn: barn barns
femtobarn: fb
megayear: Ma Myr
gigayear: Ga Gyr
second: s
millisecond: ms
hour: h
arcminute: ′
arcsecond: ″
mile / hour: MPH
british_thermal_unit: BTU BTUs
"""

# Units that pint does not know: spelling, a unit that it knows, and how many of that one make it.
# A part per billion is a thousandth of one per million, "bcm" a billion cubic metres, "mmBtu" a
# million British thermal units, "mtpa" a million tonnes a year; a rai is 1,600 and a dunam 1,000
# square metres.
SCALED: Final = """
ppb: ppm: 0.001
bcm: meter ** 3: 1000000000
mcm: meter ** 3: 1000000
tcf: foot ** 3: 1000000000000
bcf: foot ** 3: 1000000000
mmcf: foot ** 3: 1000000
mcf: foot ** 3: 1000
mmbtu: british_thermal_unit: 1000000
mtpa: metric_ton / year: 1000000
mmt: metric_ton: 1000000
quintal: kilogram: 100
quintals: kilogram: 100
rai: meter ** 2: 1600
dunam: meter ** 2: 1000
dunams: meter ** 2: 1000
dunum: meter ** 2: 1000
dunums: meter ** 2: 1000
"""
