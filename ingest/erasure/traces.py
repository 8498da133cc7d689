"""Finding what was erased wherever it may stand: strings that only the erased articles held.

Pure but for the texts that it is shown. Which strings those are belongs in ``ingest.erasure.planning``,
which places are searched, elsewhere.
"""

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import orjson
import polars as pl


@dataclass(frozen=True, slots=True)
class Traces:
    """Strings in every form in which they may be written; ASCII letters match in either case."""

    strings: frozenset[str] = frozenset()
    _by_form: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, strings: Iterable[str]) -> "Traces":
        """From plain strings."""
        wanted = frozenset(strings)
        return cls(wanted, {form: one for one in wanted for form in _forms(one)})

    def without(self, strings: Iterable[str]) -> "Traces":
        """The others."""
        return Traces.of(self.strings.difference(strings))

    def marks(self, texts: "pl.Series") -> list[bool]:
        """For each text, whether a trace stands in it."""
        if not self._by_form:
            return [False] * len(texts)
        found = texts.str.contains_any([*self._by_form], ascii_case_insensitive=True)
        return found.fill_null(value=False).to_list()

    def found_in(self, texts: Iterable[str | None]) -> set[str]:
        """Which of the strings stand in these texts."""
        if not self._by_form:
            return set()
        matches = pl.Series(texts, dtype=pl.String).str.extract_many(
            [*self._by_form], ascii_case_insensitive=True, overlapping=True
        )
        forms = matches.explode().drop_nulls().unique().to_list()
        return {self._by_form[_lowered(form)] for form in forms}

    def is_in(self, content: bytes) -> bool:
        """Whether a trace stands in these bytes; for many, ask for them together."""
        return any(self.marks_of([content]))

    def marks_of(self, contents: Sequence[bytes]) -> list[bool]:
        """The same for bytes."""
        return self.marks(pl.Series(map(as_text, contents), dtype=pl.String))


def as_text(content: bytes) -> str:
    """Bytes as text for searching: UTF-8 where they are, else Western European."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace") + content.decode(errors="ignore")


def _forms(string: str) -> set[str]:
    """As it stands in text, in JSON of either kind, and in HTML; lower case as bytes have it."""
    forms = {
        string,
        orjson.dumps(string)[1:-1].decode(),
        json.dumps(string)[1:-1],
        html.escape(string),
    }
    return set(map(_lowered, forms))


def _lowered(form: str) -> str:
    """ASCII letters in lower case, as the search takes them; others as they are."""
    return form.encode().lower().decode()
