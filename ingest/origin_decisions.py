"""What people decide about origins: two articles have one, or an article stands for itself.

Tables take the decisions from the log: nothing has to be compared again. How texts are compared belongs
in ``ingest.identity.origins``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ingest.errors import ConfigurationError
from ingest.event_log import EventLog, utc_now
from ingest.events import NewEvent, OriginDecisionRevoked, OriginsJudged, short_id

_FIELDS = ("decision_id", "decision", "article_id", "other_article_id", "reason", "decided_by")


@dataclass(frozen=True, slots=True)
class OriginDesk:
    """Where a person decides about the origins of articles of a log."""

    log: EventLog
    clock: Callable[[], datetime] = utc_now

    def join(self, article: str, other: str, *, reason: str, decided_by: str) -> str:
        """The two have one origin: the one that comes first, as among copies found; returns the decision's id."""
        if article == other:
            raise ConfigurationError(f"{article} is one article")
        return self._judge("join", article, other, reason, decided_by)

    def part(self, article: str, *, reason: str, decided_by: str) -> str:
        """The article is a copy of none: it is its own origin; returns the decision's id."""
        return self._judge("part", article, None, reason, decided_by)

    def revoke(self, decision_id: str, *, reason: str, decided_by: str) -> None:
        """The decision counts as never made."""
        events = self._decided(decision_id)
        if not events or events[0]["event_type"] != "OriginsJudged":
            raise ConfigurationError(f"there is no decision {decision_id!r} about origins")
        if len(events) > 1:
            raise ConfigurationError(f"{decision_id} is revoked already")
        fact = OriginDecisionRevoked(decision_id, reason, decided_by)
        self._append("OriginDecisionRevoked", decision_id, 2, fact, decided_by)

    def _judge(
        self, decision: str, article: str, other: str | None, reason: str, decided_by: str
    ) -> str:
        decision_id = short_id("dec", decision, article, other or "", str(self.log.head().position))
        fact = OriginsJudged(decision_id, decision, article, other, reason, decided_by)
        self._append("OriginsJudged", decision_id, 1, fact, decided_by)
        return decision_id

    def _append(
        self, event_type: str, decision_id: str, version: int, fact: Any, decided_by: str
    ) -> None:
        stream = f"decision-{decision_id}"
        event = NewEvent.of(event_type, stream, version, fact, self.clock())
        self.log.append([event], actor=f"decision:{decided_by}", run_id="")

    def _decided(self, decision_id: str) -> list[dict[str, Any]]:
        stream = f"decision-{decision_id}"
        if not self.log.known([stream]):
            return []
        rows: list[dict[str, Any]] = self.log.read_streams([stream], _FIELDS).to_pylist()
        return rows
