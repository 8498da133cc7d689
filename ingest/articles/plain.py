"""The paragraphs of an article as they stand: what is headline, byline, credit or noise, and what is body.

Works on paragraphs of any origin. Information is read before its line is taken away; a paragraph that is
not clearly one of these stays in the body.
"""

import re
from dataclasses import dataclass, field

from ingest.articles.authors import clean_authors, is_name
from ingest.articles.boilerplate import cut_tail, is_boilerplate, is_kicker, social_handle
from ingest.articles.bylines import Byline, read_byline
from ingest.articles.credits import copyright_credit, named_wires, read_credit, trailing_credit
from ingest.articles.datelines import read_dateline, read_opening
from ingest.articles.dates import Statement
from ingest.articles.relative_days import YearlessDay
from ingest.articles.text import fold
from ingest.sources import SourceRegistry

_HEAD, _FOOT = 6, 8
_HEADLINE_CHARACTERS, _HEADLINE_WORDS = 160, 26
_LABEL_CHARACTERS = 40
_CLOSES_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)]*$")
_ENDS_SENTENCE = re.compile(r"(?<!\.)(?<!\b[A-Z])[.;,:…][\"'”’]?$")


@dataclass(slots=True)
class Reading:
    """What the paragraphs of one article say, and those that are its body."""

    paragraphs: list[str]
    title: str | None = None
    dateline: str | None = None
    dateline_date: Statement | None = None
    dateline_yearless: YearlessDay | None = None
    byline: Byline = field(default_factory=Byline)
    source_line: str | None = None
    reporters: list[str] = field(default_factory=list)
    handles: list[str] = field(default_factory=list)
    wire_credits: list[str] = field(default_factory=list)


def read_paragraphs(
    paragraphs: list[str],
    registry: SourceRegistry,
    *,
    title: str | None = None,
    authors: list[str] | None = None,
    seek_title: bool = False,
) -> Reading:
    """Tell body from what stands round it; ``seek_title`` where nothing else states a headline."""
    copyrights = {line: copyright_credit(line, registry) for line in paragraphs}
    reading = Reading(_without_boilerplate([line for line in paragraphs if not copyrights[line]]))
    reading.wire_credits = [name for names in copyrights.values() for name in names]
    reading.handles = [handle for line in paragraphs if (handle := social_handle(line))]
    _read_foot(reading, registry)
    known = {fold(name) for name in authors or []}
    _read_head(reading, registry, known, title=title, seek_title=seek_title)
    _read_opening(reading)
    _read_dateline(reading, registry)
    reading.wire_credits = list(dict.fromkeys(reading.wire_credits))
    return reading


def looks_like_headline(line: str, following: str) -> bool:
    """Short, not ended like a sentence, and shorter than the prose that follows."""
    if len(line) > _HEADLINE_CHARACTERS or not 2 <= len(line.split()) <= _HEADLINE_WORDS:
        return False
    if _ENDS_SENTENCE.search(line) or not any(map(str.isalpha, line)):
        return False
    return len(following) > len(line) / 2


def _without_boilerplate(paragraphs: list[str]) -> list[str]:
    return [paragraph for paragraph in cut_tail(paragraphs) if not is_boilerplate(paragraph)]


def _read_foot(reading: Reading, registry: SourceRegistry) -> None:
    """Take credits from the first and last paragraphs, and the agency after the last sentence."""
    last = len(reading.paragraphs)
    kept: list[str] = []
    for index, paragraph in enumerate(reading.paragraphs):
        near_edge = index < _HEAD or index >= last - _FOOT
        credit = read_credit(paragraph, registry) if near_edge else None
        if credit is None:
            kept.append(paragraph)
            continue
        reading.wire_credits += credit.wires
        reading.reporters += credit.reporters
        reading.source_line = reading.source_line or credit.source
    if kept and (trailing := trailing_credit(kept[-1], registry)):
        reading.wire_credits.append(trailing[0])
        kept[-1] = kept[-1][: trailing[1]].rstrip()
    reading.paragraphs = kept


def _read_head(
    reading: Reading,
    registry: SourceRegistry,
    authors: set[str],
    *,
    title: str | None,
    seek_title: bool,
) -> None:
    """Take the headline and the bylines from above the first paragraph of prose."""
    rest = reading.paragraphs
    folded_title = fold(title) if title else None
    above_title = _labels_above(rest[:_HEAD], folded_title)
    taken = 0
    while taken < min(_HEAD, len(rest) - 1):
        line = rest[taken]
        if (
            taken < above_title
            or fold(line) == folded_title
            or fold(line) in authors
            or is_kicker(line)
        ):
            pass
        elif byline := read_byline(line, registry):
            reading.byline.add(byline)
        elif names := _names_above_outlet(rest, taken, registry):
            reading.byline.add(Byline(authors=names))
        elif seek_title and reading.title is None and _is_headline(rest, taken, registry):
            reading.title = line
        else:
            break
        taken += 1
    reading.paragraphs = rest[taken:]
    _read_below_lead(reading, registry)


def _read_below_lead(reading: Reading, registry: SourceRegistry) -> None:
    """Take the bylines that stand below a summary of one paragraph; the summary stays."""
    rest = reading.paragraphs
    first = read_byline(rest[1], registry) if len(rest) > 2 else None
    if first is None or not first.authors:
        return
    taken = 1
    while taken < min(_HEAD, len(rest) - 1) and (byline := read_byline(rest[taken], registry)):
        reading.byline.add(byline)
        taken += 1
    reading.paragraphs = rest[:1] + rest[taken:]


def _labels_above(lines: list[str], folded_title: str | None) -> int:
    """How many lines stand above the title, where those are labels: a kicker, a section."""
    for index, line in enumerate(lines):
        if folded_title and fold(line) == folded_title:
            return index
        if len(line) > _LABEL_CHARACTERS or _CLOSES_SENTENCE.search(line):
            break
    return 0


def _names_above_outlet(lines: list[str], index: int, registry: SourceRegistry) -> list[str]:
    """``Ann Lee and Bo Kim`` over a line with nothing but the name of an outlet."""
    if len(lines[index]) > _HEADLINE_CHARACTERS or not registry.by_name(lines[index + 1]):
        return []
    names = clean_authors(lines[index])
    return names if all(map(is_name, names)) else []


def _is_headline(lines: list[str], index: int, registry: SourceRegistry) -> bool:
    """Judged by the prose below: bylines between stand for nothing."""
    line, following = lines[index], lines[index + 1]
    dateline = read_dateline(line)
    if dateline is not None and dateline.length == len(line):
        return False
    for below in lines[index + 1 : _HEAD + 1]:
        byline = read_byline(below, registry)
        following = below
        if byline is None:
            break
    return looks_like_headline(line, following)


def _read_opening(reading: Reading) -> None:
    """Take the full date with which the first paragraph opens off it."""
    found = read_opening(reading.paragraphs[0]) if reading.paragraphs else None
    if found is None:
        return
    shown, length = found
    if shown.is_change:
        reading.byline.modified = reading.byline.modified or shown.date
    else:
        reading.byline.published = reading.byline.published or shown.date
    reading.paragraphs[0] = reading.paragraphs[0][length:]


def _read_dateline(reading: Reading, registry: SourceRegistry) -> None:
    for index, paragraph in enumerate(reading.paragraphs[:3]):
        dateline = read_dateline(paragraph)
        if dateline is None:
            continue
        reading.dateline = dateline.place
        reading.dateline_date = dateline.date
        reading.dateline_yearless = dateline.yearless
        if dateline.agency:
            reading.wire_credits = [*named_wires(dateline.agency, registry), *reading.wire_credits]
        rest = paragraph[dateline.length :]
        reading.paragraphs[index : index + 1] = [rest] if rest else []
        return
    reading.dateline = reading.byline.place
