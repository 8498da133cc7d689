"""The place, the date and the agency with which a report opens: ``MINSK, Aug 18 (Agency) — …``.

Read, then taken off the text: a dateline is no part of the first sentence. Only clear forms count;
``Trump: I will…`` and ``Question: …`` are prose.
"""

import re
from dataclasses import dataclass

from ingest.articles.dates import Statement, parse_date
from ingest.articles.relative_days import YearlessDay, parse_yearless
from ingest.articles.shown_dates import ShownDate

_PLACE = r"[^\W\d_][\w.'’ -]{1,40}?"
_PLACES = rf"{_PLACE}(?:\s?/\s?{_PLACE}){{0,3}}(?:, {_PLACE}){{0,3}}?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = rf"(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})(?:,? \d{{4}})?"
_DASH = r"(?:—|–|--?|―|(?<=\) )\|)"
_WITH_DASH = re.compile(
    rf"(?P<place>{_PLACES})?(?:[,.]? (?P<date>{_DATE}))?[.,]?"
    rf"\s?(?:\((?P<agency>[^()\d]{{2,40}})\)|/(?P<slashed>[A-Za-z][\w -]{{1,25}})/\.?)?\s?{_DASH}(?=\s|$|[\"“‘'A-Z])\s*"
)
_SLASHED = re.compile(
    rf"(?P<place>{_PLACES}), (?P<date>{_DATE})\.? /(?P<agency>[A-Za-z][\w -]{{1,25}})/\.?\s+"
)
_AGENCY_ALONE = re.compile(rf"\((?P<agency>[A-Z][^()\d]{{1,40}})\)\s*{_DASH}\s+")
_WITH_COLON = re.compile(
    r"(?P<place>[^\W\d_][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}(?:\s?/\s?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}){0,3}):\s+"
)
_OPENING = re.compile(
    r"(?:(?P<label>(?i:(?:date of publication|published|posted|(?:last )?updated)(?: (?:on|at))?)):?\s+)?"
    r"(?P<date>(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s+)?"
    rf"(?:\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[.-]\d{{1,2}}[.-]\d{{4}})"
    r"(?:,? \d{1,2}:\d{2}(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4}\b)?)?)\)?(?:\s?[-–—|:.])?\s+(?=[A-Z\"“‘(])"
)
_NO_PLACE_WORDS = (
    "advertisement analysis breaking clarification commentary correction editorial exclusive file "
    "live opinion photo photos pictured question answer recap related review shows story "
    "transcript update updated video watch warning note read more new"
)
_NO_PLACE = frozenset(_NO_PLACE_WORDS.split())
_CITIES_WORDS = (
    "abuja accra addis ababa algiers amman amsterdam ankara astana athens baghdad baku bangkok "
    "beijing beirut belgrade berlin bern bogota brasilia bratislava brussels bucharest budapest "
    "cairo canberra caracas chicago chisinau copenhagen damascus delhi dhaka doha dubai dublin "
    "gaza geneva gomel grodno hanoi harare havana helsinki islamabad istanbul jakarta jerusalem "
    "kabul kathmandu khartoum kiev kyiv lagos lahore lima lisbon ljubljana london madrid manila "
    "minsk moscow mumbai nairobi nicosia nur-sultan oslo ottawa paris podgorica prague pretoria "
    "pristina pyongyang quito riga riyadh rome sarajevo seoul shanghai singapore skopje sofia "
    "stockholm strasbourg sydney taipei tallinn tashkent tbilisi tehran tirana tokyo toronto "
    "tripoli tunis vienna vilnius warsaw washington yerevan zagreb"
)
_CITIES = frozenset(_CITIES_WORDS.split())
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the first sentence; ``length`` is how much of the paragraph it takes."""

    place: str | None
    agency: str | None
    date: Statement | None
    yearless: YearlessDay | None  # the date where it has no year
    length: int


def read_dateline(paragraph: str) -> Dateline | None:
    """The dateline with which ``paragraph`` opens; one that names no agency needs text after it."""
    head = paragraph[:_LONGEST]
    for form in (_SLASHED, _AGENCY_ALONE, _WITH_DASH, _WITH_COLON):
        match = form.match(head)
        if match is None or match.end() == 0:
            continue
        found = match.groupdict()
        if match.end() >= len(paragraph) and not found.get("agency"):
            continue
        place = _place(found.get("place"), head[match.end("place") :]) if "place" in found else None
        agency = found.get("agency") or found.get("slashed")
        if _is_clear(place, agency, colon=form is _WITH_COLON):
            date = found.get("date")
            return Dateline(place, agency, parse_date(date), parse_yearless(date), match.end())
    return None


def read_opening(paragraph: str) -> tuple[ShownDate, int] | None:
    """The full date with which a text opens (``Wed 05 Apr 2017 The council …``), and how far it goes."""
    match = _OPENING.match(paragraph[:_LONGEST])
    date = parse_date(match["date"]) if match else None
    if match is None or date is None or date.precision == "year":
        return None
    return ShownDate(date, "updated" in (match["label"] or "").lower()), match.end()


def _place(stated: str | None, after: str) -> str | None:
    """The place, with the full stop of an abbreviated state (``Calif.``, ``N.M.``)."""
    place = (stated or "").strip(" ,.")
    last = place.rpartition(" ")[2]
    is_abbreviated = after.startswith(".") and (not last.isupper() or "." in last)
    return (f"{place}." if is_abbreviated else place) or None


def _is_clear(place: str | None, agency: str | None, *, colon: bool) -> bool:
    """A place in capitals, or an agency in brackets, or cities that everyone writes a dateline with."""
    if place is None:
        return agency is not None and agency[0].isupper()
    words = re.split(r"[\s/,]+", place)
    if any(word.casefold().strip(".") in _NO_PLACE for word in words):
        return False
    if not place[0].isupper() or len(words) > 8:
        return False
    if agency and not colon:
        return all(word[:1].isupper() or len(word) <= 3 for word in words)
    first = re.split(r",\s|\s?/\s?", place)[0]
    known = all(part.casefold() in _CITIES for part in re.split(r"\s?/\s?|\s", place.split(",")[0]))
    if colon:
        return known or ("/" in place and place.isupper())
    return (first.isupper() and len(first) > 3) or (known and "," not in place)
