"""The number of the ambulance by country, as patients know it. Pure.

112 works in every mobile network (3GPP TS 22.101, section 10) and in the whole European Union (Directive 2018/1972,
article 109); named here are countries where another number is the one that people know.
"""

from collections.abc import Mapping

_EVERYWHERE = "112"
_BY_COUNTRY: Mapping[str, str] = {
    **dict.fromkeys(("RU", "UA", "BY", "KZ", "KG", "UZ", "TJ", "AM", "AZ"), "103"),
    **dict.fromkeys(("GB", "HK"), "999"),
    **dict.fromkeys(("US", "CA", "MX"), "911"),
    **dict.fromkeys(("JP", "KR", "TW"), "119"),
    "CN": "120",
    "AU": "000",
    "NZ": "111",
    "SG": "995",
    "IL": "101",
    "BR": "192",
}


def ambulance_in(country: str) -> str:
    """The number for a country as ISO 3166-1 alpha-2 names it."""
    return _BY_COUNTRY.get(country.upper(), _EVERYWHERE)
