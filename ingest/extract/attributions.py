"""What every finder of attributions gives: who (source) says (cue) what (content), as spans alone.

The rules and the tagger are finders; what kind of saying it is, who the source is, and the outlet's
own voice are read from the spans afterwards, the same for all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.extract.parse import Parse, Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution in one parsed text; spans in its code points, pieces in order."""

    source: tuple[Span, ...]  # empty when nobody is named
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float


class AttributionFinder(Protocol):
    """Finds the attributions of parsed texts; the same text and version give the same result."""

    @property
    def name(self) -> str:
        """The name by which the extractor is chosen and recorded."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever its results may change."""
        ...

    @property
    def model(self) -> str:
        """The models that it and the parse rest on, with their versions."""
        ...

    def find(self, parses: Sequence[Parse]) -> list[list[Attribution]]:
        """The attributions of each text in the order of their cues, none within another's content."""
        ...
