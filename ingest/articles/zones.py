"""Time zones: of abbreviations, and of countries that have only one.

A clock time without a zone on a page is the outlet's own. Where the outlet's country has one zone that
is a fact; where it has several, or is not known, nothing is assumed here.
"""

from datetime import timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_OFFSETS = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "PKT": 5, "WIB": 7, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9,
    "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7,
    "MDT": -6, "PST": -8, "PDT": -7, "SAST": 2, "BRT": -3,
}  # fmt: skip
_REGIONS = {"ET": "America/New_York", "CT": "America/Chicago", "PT": "America/Los_Angeles"}
_COUNTRIES = {
    "AE": "Asia/Dubai", "AF": "Asia/Kabul", "AM": "Asia/Yerevan", "AT": "Europe/Vienna",
    "AZ": "Asia/Baku", "BD": "Asia/Dhaka", "BE": "Europe/Brussels", "BG": "Europe/Sofia",
    "BY": "Europe/Minsk", "CH": "Europe/Zurich", "CN": "Asia/Shanghai", "CZ": "Europe/Prague",
    "DE": "Europe/Berlin", "DK": "Europe/Copenhagen", "EE": "Europe/Tallinn", "EG": "Africa/Cairo",
    "ET": "Africa/Addis_Ababa", "FI": "Europe/Helsinki", "FR": "Europe/Paris",
    "GB": "Europe/London", "GE": "Asia/Tbilisi", "GH": "Africa/Accra", "GR": "Europe/Athens",
    "HK": "Asia/Hong_Kong", "HR": "Europe/Zagreb", "HU": "Europe/Budapest", "IE": "Europe/Dublin",
    "IL": "Asia/Jerusalem", "IN": "Asia/Kolkata", "IQ": "Asia/Baghdad", "IR": "Asia/Tehran",
    "IT": "Europe/Rome", "JO": "Asia/Amman", "JP": "Asia/Tokyo", "KE": "Africa/Nairobi",
    "KP": "Asia/Pyongyang", "KR": "Asia/Seoul", "KW": "Asia/Kuwait", "LB": "Asia/Beirut",
    "LK": "Asia/Colombo", "LT": "Europe/Vilnius", "LU": "Europe/Luxembourg", "LV": "Europe/Riga",
    "MD": "Europe/Chisinau", "MM": "Asia/Yangon", "NG": "Africa/Lagos", "NL": "Europe/Amsterdam",
    "NO": "Europe/Oslo", "NP": "Asia/Kathmandu", "PH": "Asia/Manila", "PK": "Asia/Karachi",
    "PL": "Europe/Warsaw", "QA": "Asia/Qatar", "RO": "Europe/Bucharest", "RS": "Europe/Belgrade",
    "SA": "Asia/Riyadh", "SE": "Europe/Stockholm", "SG": "Asia/Singapore", "SI": "Europe/Ljubljana",
    "SK": "Europe/Bratislava", "SY": "Asia/Damascus", "TH": "Asia/Bangkok", "TR": "Europe/Istanbul",
    "TW": "Asia/Taipei", "UA": "Europe/Kyiv", "VN": "Asia/Ho_Chi_Minh", "YE": "Asia/Aden",
    "ZA": "Africa/Johannesburg", "ZW": "Africa/Harare",
}  # fmt: skip


def abbreviated_zone(abbreviation: str) -> tzinfo | None:
    """``EDT``, ``msk``, ``ET``; None for one that is unknown or means several (IST, CST)."""
    key = abbreviation.upper()
    if key in _OFFSETS:
        return timezone(timedelta(hours=_OFFSETS[key]))
    return _region(_REGIONS.get(key))


def country_zone(country: str | None) -> tzinfo | None:
    """The zone of a country (ISO 3166-1 alpha-2) that has only one."""
    return _region(_COUNTRIES.get(country or ""))


@cache
def _region(name: str | None) -> tzinfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:  # a machine without time zone data: the clock time stays UTC
        return None
