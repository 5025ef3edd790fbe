"""Currency signs, letters, words and adjectives as news writes them.

Pure: tables only. An entry names an ISO 4217 code, a family of `currencies` ("$", "£", "Rs", …)
or a country, then its spellings; a trailing "/100" marks the hundredth part, "*10"
ten of it.
"""

from __future__ import annotations

from typing import Final


def _table(lines: str) -> dict[str, str]:
    """Spelling → code, from lines of "code: spelling spelling; code: spelling"."""
    table = {}
    for entry in lines.strip().replace("\n", "; ").split("; "):
        code, spellings = entry.split(": ")
        for spelling in spellings.split():
            table[spelling] = code
    return table


SIGNS: Final = _table("""
$: $ ＄; $/100: ¢; EUR: €; £: £; JPY: ¥ ￥ 円; INR: ₹; Rs: ₨; RUB: ₽; KRW: ₩ 원; ILS: ₪; TRY: ₺
UAH: ₴; VND: ₫; PHP: ₱; THB: ฿; BTC: ₿; CRC: ₡; GEL: ₾; LAK: ₭; NGN: ₦; GHS: ₵; KZT: ₸; AZN: ₼
MNT: ₮; PYG: ₲; BDT: ৳; AFN: ؋; KHR: ៛; CNY: 元
""")

# Letters before "$", in lower case.
DOLLAR_PREFIXES: Final = _table("""
USD: us u.s u.s. usd; AUD: a au aud aus; CAD: c ca can cad cdn; NZD: nz nzd; HKD: hk hkd
SGD: s sg; TWD: nt tw; BRL: r br; MXN: mex mx; JMD: j ja; TTD: tt; BBD: bds; BSD: b; FJD: fj f
NAD: n; ZWL: z zim zw; LRD: l; GYD: g; XCD: ec; BZD: bz; NIO: p; ARS: arg ar; WST: ws; SBD: si
TOP: t; COP: col; CLP: cl
""")

# Letters glued to a sign, in lower case: "E£5 million", "CN¥".
SIGN_PREFIXES: Final = {
    ("e", "£"): "EGP",
    ("le", "£"): "EGP",
    ("ir", "£"): "IEP",
    ("cn", "¥"): "CNY",
    ("rmb", "¥"): "CNY",
    ("jp", "¥"): "JPY",
}

#: Codes that may follow a sum with a bare "$".
DOLLARS: Final = frozenset({code for code in DOLLAR_PREFIXES.values() if code[-1] == "D"})

# Letters before a number, as written; a point may follow ("Rs.").
LETTER_SIGNS: Final = _table("""
Rs: Rs rs; MYR: RM; IDR: Rp; BDT: Tk; KES: KSh Ksh KES Sh Kshs; UGX: USh Shs Ush UShs Ushs
TZS: TSh Tsh TShs Tshs; PLN: zł
GHS: GH GHC; XOF: FCFA CFAF CFA; BTN: Nu; MVR: Rf; VUV: Vt VT; RWF: Frw; CHF: Fr SFr; DEM: DM
CZK: Kč; AED: Dh Dhs; PHP: Php PhP; ILS: NIS; AFN: Afs Afg; SEK: SKr; NOK: NKr; DKK: DKr; sen: sen
""")
# One letter is a sign only in its own country ("R50 million", "N2 billion", "P500").
LOCAL_LETTERS: Final[dict[tuple[str, str], str]] = {
    ("R", "ZA"): "ZAR",
    ("R", "LS"): "ZAR",
    ("N", "NG"): "NGN",
    ("P", "PH"): "PHP",
    ("P", "BW"): "BWP",
    ("K", "ZM"): "ZMW",
    ("K", "PG"): "PGK",
    ("K", "MW"): "MWK",
    ("D", "GM"): "GMD",
    ("L", "HN"): "HNL",
    ("Q", "GT"): "GTQ",
    ("G", "HT"): "HTG",
}

# Before a number in millions or more, these letters are money in any country's news; "K" is the
# money of whichever of its countries the text names.
LETTERS_ALONE: Final = {
    "R": "ZAR",
    "N": "NGN",
    "P": "PHP",
    "K": "K",
    "MK": "MWK",
    "QR": "QAR",
    "SR": "SAR",
    "BD": "BHD",
    "KD": "KWD",
    "RO": "OMR",
    "JD": "JOD",
    "LE": "EGP",
    "TL": "TRY",
    "Br": "ETB",
    "Bs": "BOB",
    "Gs": "PYG",
    "Le": "SLE",
}
#: Names in a text → the currency of its "K5 million".
KWACHAS: Final = {"Zambia": "ZMW", "Malawi": "MWK", "Papua New Guinea": "PGK", "PNG": "PGK"}

# Words after a number, in lower case.
WORDS: Final = _table("""
$: dollar dollars dlr dlrs buck bucks; $/100: cent cents cts; EUR: euro euros
£: quid sterling stg; £/100: pence penny pennies; INR/100: paise paisa; JPY: yen
CNY: yuan renminbi rmb; Rs: rupee rupees; RUB: ruble rubles rouble roubles
RUB/100: kopeks kopecks kopeck; CHF: franc francs; KRW: won; TRY: lira liras; ITL: lire
peso: peso pesos; ZAR: rand rands; BRL: real reais reals; SEK: krona kronor; krone: krone kroner
ISK: kronur; CZK: koruna korunas koruny; shilling: shilling shillings; dinar: dinar dinars
AED: dirham dirhams; SAR: riyal riyals; IRR: rial rials; MYR: ringgit ringgits; sen: sen
THB: baht bahts; IDR: rupiah rupiahs; VND: dong; BDT: taka; NGN: naira nairas; GHS: cedi cedis
HRK: kuna kunas; LVL: lats; LTL: litas; SZL: emalangeni; LSL: maloti; VUV: vatu; WST: tala
MOP: pataca patacas; PAB: balboa balboas; HTG: gourde gourdes; NIO: córdobas cordobas; ZMW: kwacha
UAH: hryvnia hryvnias hryvnya; PLN: zloty zlotys zloties złoty zł; HUF: forint forints
RON: leu lei; BGN: lev leva; GEL: lari; AMD: dram drams; AZN: manat manats; KZT: tenge
ILS: shekel shekels; DEM: deutschmark deutschmarks deutschemarks marks; ESP: peseta pesetas
NLG: guilder guilders; PTE: escudo escudos; FIM: markka markkaa; GRD: drachma drachmas
BTC: bitcoin bitcoins; BTC/100000000: satoshi satoshis; ETH: ethereum; CRC: colon colón colones
PEN: soles; BOB: boliviano bolivianos; VES: bolivar bolivars bolivares bolívar bolívares
GTQ: quetzal quetzales quetzals; HNL: lempira lempiras; PYG: guaranies guaraníes guaranis
MMK: kyat kyats; KHR: riel riels; LAK: kip; MNT: tugrik tugriks; ETB: birr; AFN: afghani afghanis
BWP: pula; MVR: rufiyaa; USD/10: dime dimes; USD/20: nickels; NOK/100: øre; GMD: dalasi dalasis
MZN: metical meticais meticals; AOA: kwanza kwanzas; SLE: leones; MGA: ariary
MRU: ouguiya ouguiyas; ERN: nakfa; KGS: som soms; UZS: soum soums; TJS: somoni; MKD: denar denars
ALL: lek leks; BAM: marka; BTN: ngultrum ngultrums; PGK: kina; IRR*10: toman tomans
EGP/100: piastre piastres
""")

# Adjectives before a currency word, by country.
ADJECTIVES: Final = _table("""
US: us u.s american; AU: australian; CA: canadian; NZ: zealand; SG: singapore singaporean
HK: kong; TW: taiwan taiwanese; JM: jamaican; FJ: fijian fiji; ZW: zimbabwe zimbabwean
NA: namibian namibia; LR: liberian; GY: guyanese; BB: barbados barbadian; BS: bahamian
GB: british uk; EG: egyptian; LB: lebanese; SY: syrian; SD: sudanese; IE: irish
CY: cypriot cyprus; IN: indian; PK: pakistani pakistan; LK: lankan lanka; NP: nepalese nepali
MU: mauritian; SC: seychellois seychelles; ID: indonesian; CH: swiss; FR: french; BE: belgian
LU: luxembourg; RW: rwandan; BI: burundian burundi; CD: congolese; XOF: cfa
DJ: djibouti djiboutian; MX: mexican; PH: philippine filipino; AR: argentine argentinian
CL: chilean; CO: colombian; CU: cuban; UY: uruguayan; DO: dominican; KE: kenyan kenya
UG: ugandan uganda; TZ: tanzanian tanzania; SO: somali; IQ: iraqi; JO: jordanian; KW: kuwaiti
BH: bahraini; TN: tunisian; DZ: algerian; LY: libyan; RS: serbian; MK: macedonian; AE: emirati uae
MA: moroccan; SA: saudi; QA: qatari; OM: omani; YE: yemeni; IR: iranian; NO: norwegian; DK: danish
SE: swedish; IS: icelandic; CZ: czech; SK: slovak; EE: estonian; TR: turkish; IT: italian
MT: maltese; RU: russian; BY: belarusian belarussian; UA: ukrainian; CN: chinese; JP: japanese
KR: korean; DE: german; FI: finnish; ES: spanish; NL: dutch; PL: polish; TH: thai; VN: vietnamese
BR: brazilian; ZA: african; IL: israeli; HU: hungarian; RO: romanian; BG: bulgarian; GE: georgian
LA: lao laotian; CR: rican; MY: malaysian; NG: nigerian; GH: ghanaian ghana; BD: bangladeshi
KZ: kazakh; AZ: azerbaijani; AM: armenian; VE: venezuelan; BM: bermudian bermudan
BZ: belize belizean
SR: surinamese suriname; KY: cayman; BN: brunei bruneian; PF: cfp pacific; GN: guinean guinea
KM: comorian; MZ: mozambican; AO: angolan; ET: ethiopian; KH: cambodian; MM: myanmar burmese
MN: mongolian; MV: maldivian; PE: peruvian; HT: haitian; HR: croatian; AL: albanian
BA: bosnian convertible; TM: turkmen; KG: kyrgyz; UZ: uzbek; GM: gambian; TJ: tajik; BW: botswana
ZM: zambian; MW: malawi malawian; MR: mauritanian; MD: moldovan; AF: afghan
""")
# Adjectives of several words, by their first: the others, and the country.
LONG_ADJECTIVES: Final[dict[str, tuple[tuple[list[str], str], ...]]] = {
    "east": ((["caribbean"], "XC"),),
    "sierra": ((["leonean"], "SL"), (["leone"], "SL")),
    "solomon": ((["islands"], "SB"), (["island"], "SB")),
    "south": ((["sudanese"], "SS"), (["sudan"], "SS")),
    "trinidad": ((["and", "tobago"], "TT"),),
}
