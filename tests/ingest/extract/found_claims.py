"""An extraction to ask in words instead of offsets."""

from collections.abc import Callable
from dataclasses import dataclass

from ingest.events import ClaimPayload
from ingest.extract import Extraction


@dataclass(frozen=True)
class Found:
    """An extraction with the text it came from, to ask in words instead of offsets."""

    title: str
    body: str
    result: Extraction

    def text(self, section: str, spans: list[tuple[int, int]]) -> str:
        source = self.title if section == "title" else self.body
        return " | ".join(source[start:end] for start, end in spans)

    def said(self) -> list[tuple[str, str, str]]:
        """Source, cue and content of every attributed claim."""
        return [
            (
                self.text(claim.section, claim.speaker_spans),
                self.text(claim.section, claim.cue_spans),
                self.text(claim.section, claim.content_spans),
            )
            for claim in self.attributed()
        ]

    def attributed(self) -> list[ClaimPayload]:
        return [claim for claim in self.result.claims if claim.voice == "attributed"]

    def own_voice(self) -> list[str]:
        return [
            self.text(claim.section, claim.content_spans)
            for claim in self.result.claims
            if claim.voice == "own_voice"
        ]

    def speakers(self) -> list[str | None]:
        """The entity that each attributed claim's speaker is, where that is known."""
        return [
            None
            if claim.speaker_mention is None
            else self.result.mentions[claim.speaker_mention].entity_name
            for claim in self.attributed()
        ]

    def names(self) -> list[tuple[str, str, str]]:
        """Text, entity and type of every mention by name."""
        return [
            (m.text, m.entity_name, m.entity_type)
            for m in self.result.mentions
            if m.mention_type == "name"
        ]

    def references(self) -> list[tuple[str, str]]:
        """Pronouns and descriptions with the entities they mean, in reading order."""
        found = [m for m in self.result.mentions if m.mention_type != "name"]
        return [(m.text, m.entity_name) for m in sorted(found, key=lambda m: m.start)]


Read = Callable[..., Found]
