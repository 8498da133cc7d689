"""Lines that credit: agencies whose copy was used, people who helped, the source of a repeated text.

A credit is provenance, not the publisher. Lines that only credit are read, then leave the body.
"""

import re
from dataclasses import dataclass

from ingest.articles.authors import clean_authors, is_name
from ingest.articles.text import squeeze
from ingest.sources import Source, SourceRegistry

_STORY = r"(?:story|report|article|piece|post|dispatch|column)"
_CONTRIBUTED = re.compile(
    rf"[•⦁*–—\s-]*(?P<who>.{{2,200}}?),?\s+(?:also\s+)?contributed(?:\s+(?:reporting|research|additional reporting))?"
    rf"(?:\s+(?:to|for)\s+(?:this|the)\s+{_STORY}|\s+from\s+[^.]{{2,60}}|\s+reporting)?"
    r"(?:,? (?:along with|from) (?P<more>[^.]{2,80}))?\.?"
    r"(?:\s(?=.{0,80}(?:reached|contact|reach|follow|e-?mail|@|https?:))[^“\"]{1,250})?",
    re.IGNORECASE,
)
"""Who helped, and how to reach whoever wrote it."""
_CONTRIBUTING = re.compile(
    r"(?:contributing|contributors?|additional reporting by|with reporting by|with reporting from|reporting by)\s*:?\s+"
    r"(?P<who>[^.]{2,300})\.?.{0,120}",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(?i)(?:contributing|contributors)\s*:\s*(?P<who>.{2,300})")
_COPYRIGHT = re.compile(
    r"(?i)[\s(]*(?:copyright\b|(?:©|\(c\))\s*(?:copyright\s*)?(?=\d{4}))[\s©]*(?:\(c\)\s*)?(?:\d{4}[\s,*–-]*)*(?:by\s+)?"
    r"(?P<who>[^.]{2,80}?)(?:,?\s+inc\b|,?\s+llc\b|\.|\s+modified|\s+all rights|\s+--?\s|\)?$)"
)
"""``Copyright 2016 The Agency. All rights reserved.``; a mark without a year is that of a picture."""
_WIRES = re.compile(
    rf"[•⦁*(\s-]*(?:(?:this\s+{_STORY}\s+)?(?:is|was)?\s*(?:based in part on|compiled from|includes? material from|with)\s+"
    r"(?P<who>[^.]{2,120}?))\.?\)?",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"\(?(?:sources?|via|courtesy(?: of)?|originally published (?:by|on|at|in))\s*[:–—-]\s*(?P<who>[^:]{2,80}?)\)?\.?",
    re.I,
)
_TRAILING = re.compile(
    r"(?<=[.!?”\"’])\s*(?:[—–/-]{1,2}\s?(?P<dash>[A-Z][\w /-]{1,30})|\((?P<round>[A-Z][\w &./-]{1,30})\))\.?$"
)
_EDITED = re.compile(
    r"[(\[]?(?:(?:web|copy|sub|duty|managing|night)[\s-]*)?(?:editors?\s*:|(?:edited|editing|translated|proofread)\s+by\s*:?)"
    r"\s*(?P<who>[^.:]{2,100}?)\s*[)\]]?\.?",
    re.IGNORECASE,
)
_REPORTING = re.compile(r"(?i)\(?reporting by\s+([^;.()]{2,200})")
_SPLIT = re.compile(r"\s*(?:[,;/&]|\band\b|\bwith\b|\bvia\b|\balong with\b)\s*", re.IGNORECASE)
_GENERIC = re.compile(
    r"(?i)(?:news |wire |other )?(?:agencies|wires?|wire (?:services?|reports?)|wire-service reports|(?:staff and )?wire reports|post wires)"
)
_POSSESSIVE = re.compile(r"^(?P<name>[\w .&-]{2,40}?)(?:['’]s?)\s+")
_STAFF = re.compile(
    r"(?i)\s+(?:writers?|reporters?|staff|correspondents?|producers?|editors?)\b.*$"
)
_EMPLOYED = re.compile(
    r"^(?:[A-Z][\w.’'-]*\s+){0,4}(?:writers?|reporters?|correspondents?|producers?|researchers?)\s+(?=[A-Z])"
)
_CREDIT_WORDS = (
    "contribut", "source", "reporting", "based in part", "compiled", "material from", "with ",
    "via", "courtesy", "originally published", "edit", "translated", "proofread",
)  # fmt: skip
_LONGEST = 320


@dataclass(frozen=True, slots=True)
class Credit:
    """What a credit line says: ``wires`` as the registry names them, ``source`` of a repeated text."""

    wires: tuple[str, ...]
    source: str | None = None
    reporters: tuple[str, ...] = ()


def read_credit(line: str, registry: SourceRegistry) -> Credit | None:
    """The credit that ``line`` is; None when it is anything else."""
    lowered = line.lower() if len(line) <= _LONGEST else ""
    if not any(word in lowered for word in _CREDIT_WORDS):
        return None
    if match := _SOURCE.fullmatch(line):
        return _source(match["who"], registry)
    if match := _EDITED.fullmatch(line):
        return Credit(()) if _names_only(match["who"], registry) else None
    if (match := _LISTED.fullmatch(line)) and named_wires(match["who"], registry):
        return Credit(named_wires(match["who"], registry))
    if match := _CONTRIBUTED.fullmatch(line) or _CONTRIBUTING.fullmatch(line):
        who = match["who"] + "; " + (match.groupdict().get("more") or "")
        reporters = _reporters(line)
        return (
            Credit(named_wires(who, registry), None, reporters)
            if _names_only(who, registry)
            else None
        )
    if match := _WIRES.fullmatch(line):
        wires = named_wires(match["who"], registry)
        return Credit(wires) if wires else None
    return None


def copyright_credit(line: str, registry: SourceRegistry) -> tuple[str, ...]:
    """Whose text it is by a line of copyright, as the registry names them."""
    match = (
        _COPYRIGHT.match(line[:_LONGEST]) if "c" in line[:2].lower() or "©" in line[:12] else None
    )
    return named_wires(match["who"], registry) if match else ()


def trailing_credit(paragraph: str, registry: SourceRegistry) -> tuple[str, int] | None:
    """The agency credited after the last sentence, ``… said. (Reuters)``, and where that begins."""
    match = _TRAILING.search(paragraph[-60:])
    if match is None:
        return None
    wires = named_wires(match["dash"] or match["round"], registry)
    start = max(0, len(paragraph) - 60) + match.start()
    return (wires[0], start) if wires and start else None


def named_wires(text: str, registry: SourceRegistry) -> tuple[str, ...]:
    """The agencies and outlets that ``text`` names, each once, under the registry's names."""
    whole = registry.by_name(text)
    names = [whole.name] if whole else []
    for part in [] if whole else _SPLIT.split(text):
        part = part.strip(" .()•*")
        known = registry.by_name(part) or _employer(part, registry)
        if known:
            names.append(known.name)
        elif _GENERIC.fullmatch(part):
            names.append("Agencies")
    return tuple(dict.fromkeys(names))


def _employer(part: str, registry: SourceRegistry) -> Source | None:
    """``Agency writer Ann Lee``, ``Agency's Ann Lee``.

    "Telegraph writer Ann Lee" is of the paper at hand, which leaves off its town: one word that is an outlet's
    name only after "The" names nobody else.
    """
    possessive = _POSSESSIVE.match(part)
    names = [_STAFF.sub("", part), possessive["name"] if possessive else None]
    known = next((found for name in names if (found := registry.by_name(name))), None)
    if known is None or known.source_type == "agency":
        return known
    is_bare = part.split()[0] == known.name.removeprefix("The ").removeprefix("Daily ")
    return None if is_bare and known.name.startswith(("The ", "Daily ")) else known


def _source(who: str, registry: SourceRegistry) -> Credit | None:
    """``Source: X``, where X is an outlet that the registry knows, or a web site."""
    who = squeeze(who).strip(" .")
    known = registry.by_name(who) or (registry.by_domain(who.lower()) if "." in who else None)
    if known:
        return Credit((known.name,), known.name)
    if re.fullmatch(r"(?:www\.)?(?:[a-z0-9-]+\.)+[a-z]{2,10}", who.lower()):
        return Credit((), who.lower().removeprefix("www."))
    return None


def _reporters(line: str) -> tuple[str, ...]:
    """``Reporting by Ann Lee in Minsk and Bo Kim; editing by …``: those who wrote it."""
    match = _REPORTING.match(line)
    if match is None:
        return ()
    who = re.sub(r"\s+(?:in|from|at)\s+[A-Z][\w.'’ -]*?(?=\s+and\s|,|;|$)", "", match[1])
    return tuple(name for name in clean_authors(who) if is_name(name))


def _names_only(who: str, registry: SourceRegistry) -> bool:
    """Whoever is said to have contributed is named; "he contributed to this story" is prose."""
    if named_wires(who, registry):
        return True
    parts = [_EMPLOYED.sub("", part.strip(" .()•⦁*–-")) for part in _SPLIT.split(who)]
    parts = [
        re.sub(r"\s+(?:in|from|at)\s+.*$", "", _POSSESSIVE.sub("", part)) for part in parts if part
    ]
    return bool(parts) and is_name(parts[0])
