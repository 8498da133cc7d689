"""What the log knows of one article, and whether a text or a withdrawal adds to it.

Pure. What is read for it belongs in ``ingest.histories``, what follows from a document in ``ingest.decisions``.

A text that an article had before adds nothing, unless the input states when it was seen, and at that time
another version was in force: then the article went back to it.
"""

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """A version in the log; ``seen_at`` is when the input says it was seen, else when it came in."""

    text_hash: str
    blob_hash: str
    seen_at: datetime
    is_correction: bool = False  # by a person, and not what the publisher shows


@dataclass(frozen=True, slots=True)
class KnownWithdrawal:
    """A withdrawal in the log, and how many versions there were before it."""

    pub_status: str
    seen_at: datetime
    after_versions: int


@dataclass(frozen=True, slots=True)
class History:
    """What the log knows of one article."""

    stream_version: int = 0
    versions: tuple[KnownVersion, ...] = ()
    withdrawals: tuple[KnownWithdrawal, ...] = ()

    def with_version(
        self, text_hash: str, blob_hash: str, seen_at: datetime, *, is_correction: bool = False
    ) -> "History":
        """The history after one more version."""
        version = KnownVersion(text_hash, blob_hash, seen_at, is_correction)
        return replace(
            self, stream_version=self.stream_version + 1, versions=(*self.versions, version)
        )

    def with_withdrawal(self, pub_status: str, seen_at: datetime) -> "History":
        """The history after a withdrawal."""
        withdrawal = KnownWithdrawal(pub_status, seen_at, len(self.versions))
        return replace(
            self,
            stream_version=self.stream_version + 1,
            withdrawals=(*self.withdrawals, withdrawal),
        )

    def with_other(self) -> "History":
        """The history after an event that says nothing of texts or withdrawals."""
        return replace(self, stream_version=self.stream_version + 1)

    def knows(self, text_hash: str, blob_hash: str, observed_at: datetime | None) -> bool:
        """Whether a text adds nothing: it was there before, or it was in force when it was seen."""
        same = [v for v in self.versions if text_hash == v.text_hash or blob_hash == v.blob_hash]
        if not same or observed_at is None or any(v.seen_at == observed_at for v in same):
            return bool(same)
        earlier = [v for v in self.versions if v.seen_at < observed_at and not v.is_correction]
        in_force = sorted(earlier, key=lambda v: v.seen_at)[-1:]  # the later of two at one time
        return not in_force or in_force[0] in same

    def knows_withdrawn(self, pub_status: str, observed_at: datetime | None) -> bool:
        """Whether a withdrawal adds nothing: it is known, and no newer version has come back since."""
        same = [w for w in self.withdrawals if w.pub_status == pub_status]
        if not same or observed_at is None or any(w.seen_at >= observed_at for w in same):
            return bool(same)
        return all(v.seen_at > observed_at for v in self.versions[same[-1].after_versions :])
