"""What servers said about the version they sent (ETag, Last-Modified), kept between runs.

A small JSON file; losing it is harmless: pages are then sent in full once more. It is saved only after the log has taken what was fetched, and it is ignored by a log that has not come
as far as the one it was saved beside: an answer "unchanged" must never stand for an article that the
log does not hold.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import orjson

MAX_ENTRIES = 20_000


@dataclass(slots=True)
class Memory:
    """Validators by URL, oldest first."""

    validators: dict[str, dict[str, str]] = field(default_factory=dict)
    is_changed: bool = False

    @classmethod
    def load(cls, path: Path, log_position: int) -> "Memory":
        """What was saved, unless it is unreadable or belongs to a longer log."""
        try:
            saved = orjson.loads(path.read_bytes())
            if saved["log_position"] <= log_position:
                return cls({str(url): dict(held) for url, held in saved["validators"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()  # a first run, a deleted work folder, a file cut short: start afresh
        return cls()

    def save(self, path: Path, log_position: int) -> None:
        """Atomically, so that a crash leaves the old file or the new one."""
        kept = dict(list(self.validators.items())[-MAX_ENTRIES:])
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.{os.getpid()}")
        new.write_bytes(orjson.dumps({"log_position": log_position, "validators": kept}))
        new.replace(path)

    def headers(self, url: str) -> dict[str, str]:
        """The conditional headers of a request."""
        return dict(self.validators.get(url, {}))

    def note(self, url: str, answer: Mapping[str, str]) -> None:
        """Remember the validators of an answer."""
        stated = {
            "If-None-Match": answer.get("etag"),
            "If-Modified-Since": answer.get("last-modified"),
        }
        self.forget(url)
        if held := {name: value for name, value in stated.items() if value}:
            self.validators[url] = held
            self.is_changed = True

    def forget(self, url: str) -> None:
        """Ask for the whole next time."""
        self.is_changed = self.validators.pop(url, None) is not None or self.is_changed
