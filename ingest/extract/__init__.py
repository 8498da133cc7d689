"""Extraction: text in, mentions and claims out. Pure: no files, no network, no log.

Extractors stand side by side behind one small protocol and are chosen by name; the tagger is a trained
network, the rules need none. Worker processes and recording results belong in ``ingest.extraction``.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from ingest.errors import ConfigurationError
from ingest.events import ArticleExtracted

DEFAULT_EXTRACTOR = "tagger"

Extraction = ArticleExtracted
"""What an extractor gives for one text is what the log records of it."""


@dataclass(frozen=True, slots=True)
class ExtractionInput:
    """One text: what an extractor may see of an article."""

    text_hash: str
    title: str
    body_text: str


class Extractor(Protocol):
    """Finds mentions and claims; the same text and version give the same result."""

    @property
    def name(self) -> str:
        """The name by which it is chosen and recorded."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever its results may change."""
        ...

    def extract(self, texts: Iterable[ExtractionInput]) -> Iterator[Extraction]:
        """One result for each text, in order."""
        ...


def _rules() -> Extractor:
    from ingest.extract.assembly import ClaimExtractor
    from ingest.extract.rules import RuleFinder

    return ClaimExtractor(RuleFinder())


def _tagger() -> Extractor:
    from ingest.extract.assembly import ClaimExtractor
    from ingest.extract.tagger.finder import TaggerFinder

    return ClaimExtractor(TaggerFinder())


EXTRACTORS: dict[str, Callable[[], Extractor]] = {"rules": _rules, "tagger": _tagger}
"""Name -> how to make it; the models are imported only then."""

VERSIONS: dict[str, str] = {"rules": "4", "tagger": "3"}
"""Name -> version, for whoever must know what is pending without loading a model."""


def extractor_named(name: str) -> Extractor:
    """The extractor of that name; a name nobody knows is a wrong setting."""
    try:
        return EXTRACTORS[name]()
    except KeyError:
        known = ", ".join(sorted(EXTRACTORS))
        raise ConfigurationError(f"no extractor is called {name!r}; there are: {known}") from None


def default_extractor() -> Extractor:
    """The extractor that builds use when nothing else is chosen."""
    return extractor_named(DEFAULT_EXTRACTOR)
