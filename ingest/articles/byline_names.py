"""The names in the line of a page that is marked as its byline: ``Von Ann Lee | 12. Mai 2020, 8 Uhr``.

Where the line stands is decided elsewhere; so is whether to believe it.
"""

import re

from ingest.articles.authors import clean_authors, is_name
from ingest.articles.months import MONTHS

_BY = re.compile(
    r"(?i)(?:^|[\s|•·:–—-])(?:(?:written|reported|posted|published|story|words|text|analysis|review(?:ed)?|geschrieben|veröffentlicht|escrito|publicado|publié|écrit)\s+)?"
    r"(?:by|von|par|por|door|di|af|av|oleh|автор|autor(?:in(?:nen)?|en|es)?|authors?|auteurs?|autore|writers?|verfasser(?:in)?|text)\b\s*[:|]?\s+(?=\S)"
)
_MONTHS = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))
_STOP = re.compile(
    r"(?i)\s*(?:[|•·()\[\]@→›»<>*]|\s[–—-]\s|https?:|www\.|\d|,\s*(?=\d)|"
    r"(?<!\w)(?:published|posted|updated|on|am|um|le|el|vor|stand|last|modified|created|follow|share|in|at|from|for the|aus|für|bei|em|en|à|"
    r"veröffentlicht|aktualisiert|zuletzt|contributor|contributing|senior|staff|reporter|correspondent|editor|redakteur(?:in)?|redaktion|"
    r"mehr|more|hace|il y a|tid|comments?|kommentare?|min(?:ute)?s?|read|view|see|is an?|ist|sagt|says|"
    r"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r?s(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|"
    rf"(?:{_MONTHS})\.?,?(?=\s+\d)|special to|freier?|übersetz\\w*|translated|photos?|foto?s?|bild(?:er)?)(?!\w))"
)
_PHOTO = re.compile(
    r"(?i)^\W*(?:translat|übersetz|tradu|photo|foto|image|bild|picture|illustration|credit|quelle|source|grafik|©)"
)
_MOST_NAMES, _LONGEST_NAMES = 8, 100
_HANDLE = re.compile(
    r"(?i)([^\W\d][\w.-]{2,29})(?=\s*(?:$|[|•·,(\n]|(?:am|on|at|vor|le|um|\d{1,2}|january)\b))"
)
_NO_HANDLE = re.compile(
    r"(?i)(?:by|von|par|por|author|autor|name|veröffentlicht|published|posted|updated|redaktion|admin|follow|share)\W*"
)


def names_in_byline(line: str, *, strong: bool) -> list[str]:
    """The names that a marked line states; one word is a name only where a name alone is marked."""
    if _PHOTO.match(line):
        return []
    by = _BY.search(line[:160])
    rest = line[by.end() :] if by else line
    stop = _STOP.search(rest)
    names = clean_authors(rest[: stop.start()] if stop else rest)
    if names and all(map(is_name, names)) and len(names) <= _MOST_NAMES:
        return names
    persons = [name for name in names if is_name(name)]
    if by and persons:
        return persons
    handle = _HANDLE.match(rest) if strong or by else None
    return [handle[1]] if handle and not _NO_HANDLE.fullmatch(handle[1]) else []


_OPENS = re.compile(r"(?i)(?:by|von|par|por|di|af|av|oleh|text|autor(?:in)?|author)\s*:?")


def names_in_lines(lines: list[str]) -> list[str]:
    """The names after the first line that opens with ``By``: on that line or on the next ones."""
    for index, line in enumerate(lines):
        if _OPENS.fullmatch(line):
            following = lines[index + 1] if index + 1 < len(lines) else ""
            names = clean_authors(following) if len(following) <= _LONGEST_NAMES else []
        else:
            names = names_in_byline(line, strong=False) if _BY.match(line) else []
        if names and all(map(is_name, names)):
            return names
    return []
