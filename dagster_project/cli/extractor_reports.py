"""How extractors and their differences are shown, to people and to programs. Pure: prints nothing."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dagster_project.cli.shared import ago
from ingest.events import ClaimPayload, MentionPayload
from ingest.extract.documents import claim_of
from ingest.extract.render import claim_line
from ingest.extract.visible import visible
from ingest.extraction_diff import Change, Tally
from ingest.extraction_results import ExtractorStanding
from ingest.extractor_choice import ExtractorId

KINDS = ("gained", "lost", "changed")
_STYLES = {"gained": "green", "lost": "red", "changed": "yellow"}


def standings_table(standings: list[ExtractorStanding]) -> Table:
    """One line an extractor; the current one says since when, by whom and why."""
    table = Table(box=None, pad_edge=False)
    table.add_column("extractor")
    table.add_column("texts", justify="right")
    table.add_column("pending", justify="right")
    table.add_column("state")
    for one in standings:
        label = Text(f"{one.extractor}@{one.version}", "bold" if one.is_current else "")
        table.add_row(label, f"{one.texts:,}", f"{one.pending:,}", Text(visible(_state(one))))
    return table


def _state(one: ExtractorStanding) -> str:
    runnable = "" if one.is_runnable else "this release cannot run it"
    if not one.is_current:
        return runnable or "not current"
    if one.since is None:
        return "current as configured, from the next build on"
    reason = f": {one.reason}" if one.reason else ""
    since = f"current, by {one.decided_by} {ago(one.since, datetime.now(UTC))}{reason}"
    return f"{since}; {runnable}" if runnable else since


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences of two extractors, with the texts (title, body) of the examples."""

    old: ExtractorId
    new: ExtractorId
    only_old: int  # texts that only the old one has read
    only_new: int
    tally: Tally
    texts: dict[str, tuple[str, str]]

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        tally = self.tally
        return {
            "old": {"extractor": str(self.old), "claims": tally.old_claims},
            "new": {"extractor": str(self.new), "claims": tally.new_claims},
            "texts": {"both": tally.texts, "old_only": self.only_old, "new_only": self.only_new},
            **{kind: tally.total(kind) for kind in KINDS},
            "by_voice_and_quote_type": [
                {"voice": voice, "quote_type": quote_type, **counts}
                for (voice, quote_type), counts in self._breakdown().items()
            ],
            "changed_fields": dict(tally.fields.most_common()),
            "examples": [
                self._example(change) for kind in KINDS for change in tally.examples.get(kind, ())
            ],
        }

    def rendered(self) -> RenderableType:
        """For people."""
        tally = self.tally
        parts: list[RenderableType] = [
            Text(
                f"{tally.texts:,} texts read by both: {self.old} has {tally.old_claims:,} claims, "
                f"{self.new} has {tally.new_claims:,}"
            )
        ]
        if self.only_old or self.only_new:
            note = f"not compared: {self.only_old:,} texts that only {self.old} has read, "
            parts.append(Text(f"{note}{self.only_new:,} only {self.new}", "dim"))
        parts.append(self._table())
        if tally.fields:
            names = ", ".join(f"{name} {count:,}" for name, count in tally.fields.most_common())
            parts.append(Text(f"changed in: {names}"))
        for kind in KINDS:
            parts += [self._shown(change) for change in tally.examples.get(kind, ())]
        return Group(*parts)

    def _table(self) -> Table:
        table = Table(box=None, pad_edge=False)
        table.add_column("claims")
        for kind in KINDS:
            table.add_column(Text(kind, _STYLES[kind]), justify="right")
        for (voice, quote_type), counts in self._breakdown().items():
            name = "own voice" if voice == "own_voice" else f"{voice}, {quote_type}"
            table.add_row(name, *(f"{counts[kind]:,}" for kind in KINDS))
        table.add_row("all", *(f"{self.tally.total(kind):,}" for kind in KINDS), style="bold")
        return table

    def _breakdown(self) -> dict[tuple[str, str], dict[str, int]]:
        kinds = self.tally.kinds
        groups = sorted({(voice, quote_type) for _, voice, quote_type in kinds})
        return {group: {kind: kinds[kind, *group] for kind in KINDS} for group in groups}

    def _shown(self, change: Change) -> RenderableType:
        example = self._example(change)
        heading = Text.assemble(
            (change.kind, f"bold {_STYLES[change.kind]}"),
            (f" {', '.join(change.fields)}" if change.fields else ""),
            (f"  {visible(example['title'])}", "dim"),
        )
        lines = [
            Padding(Text.assemble((f"{side} ", "dim"), claim_line(example[side])), (0, 0, 0, 2))
            for side in ("old", "new")
            if example[side] is not None
        ]
        return Padding(Group(heading, *lines), (1, 0, 0, 0))

    def _example(self, change: Change) -> dict[str, Any]:
        title, _ = self.texts.get(change.text_hash, ("", ""))
        return {
            "kind": change.kind,
            "text_hash": change.text_hash,
            "title": title,
            "fields": list(change.fields),
            "old": self._claim(change.text_hash, change.old, change.old_mentions),
            "new": self._claim(change.text_hash, change.new, change.new_mentions),
        }

    def _claim(
        self, text_hash: str, claim: ClaimPayload | None, mentions: list[MentionPayload]
    ) -> dict[str, Any] | None:
        if claim is None:
            return None
        title, body = self.texts.get(text_hash, ("", ""))
        return claim_of(claim, title if claim.section == "title" else body, mentions)
