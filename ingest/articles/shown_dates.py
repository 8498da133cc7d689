"""Dates that a page shows its readers beside the title: ``Published: 12 May 2020 | Updated: 15:36``.

Which of these and of what is stated for machines to believe is decided where they meet.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.articles.dates import Statement, parse_date

PARTS = re.compile(r"\s*(?:[|•·]|(?<=\s)[–—-](?=\s))\s*")
LABEL = re.compile(
    r"(?P<label>(?:(?:last|first|originally)\s+)?(?:updated|modified|edited|revised|published|posted|created|released|issued|date)"
    r"|publiée?|mise?\s+à\s+jour|modifiée?|veröffentlicht|erstellt|zuletzt\s+aktualisiert|aktualisiert|stand|publicado|publicada|actualizado|atualizado"
    r"|pubblicato|aggiornato|gepubliceerd|bijgewerkt|publicerad|uppdaterad|publisert|oppdatert|oluşturulma|güncelle(?:n)?me)"
    r"(?:\s+(?:on|at|le|am|el|em|il|op|tarihi))?\s*:?\s*(?:on\s+|at\s+)?",
    re.IGNORECASE,
)
MODIFIED = re.compile(
    r"(?i)updat|modif|edit|revis|jour|aktualis|stand|a[ct]tualiz|atualiz|aggiorn|bijg|uppdat|oppdat|güncel"
)
_CLOCK = re.compile(r"(?i)(?:um |at |à |, ?)?\d{1,2}[:.h]\d{2}\b.{0,20}")
_ABOVE, _BELOW = 6, 16


@dataclass(frozen=True, slots=True)
class ShownDate:
    """A date as it stands in a line, and whether its label says that of a change."""

    date: Statement
    is_change: bool


def read_labelled(part: str, *, month_first: bool | None = None) -> ShownDate | None:
    """The date of ``Updated: 12 May 2020``; None when the part says anything else."""
    label = LABEL.match(part)
    date = parse_date(part[label.end() :] if label else part, month_first=month_first)
    if date is None or date.precision == "year":
        return None
    return ShownDate(date, bool(label and MODIFIED.search(label["label"])))


def shown_near(
    above: Sequence[str], below: Sequence[str], *, month_first: bool | None = None
) -> Iterator[ShownDate]:
    """The dates in the lines next to a title, those below it first."""
    for lines in (below[:_BELOW], above[-_ABOVE:]):
        for index, line in enumerate(lines):
            following = lines[index + 1] if index + 1 < len(lines) else ""
            joined = (
                [f"{line} {following}"]
                if LABEL.fullmatch(line) or _CLOCK.fullmatch(following)
                else []
            )
            for text in (*joined, line, *PARTS.split(line)):
                if found := read_labelled(text, month_first=month_first):
                    yield found
                    break
