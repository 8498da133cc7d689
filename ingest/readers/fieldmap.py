"""What records call things, and what we call them: field names, and values as plain strings.

Knows nothing of files or lines; those belong in ``records``.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from ingest.errors import ConfigurationError
from ingest.readers.base import tidy

SYNONYMS: dict[str, tuple[str, ...]] = {
    "ref": ("id", "ref", "guid", "article_id", "doc_id", "uuid", "identifier"),
    "url": ("url", "link", "canonical_url", "permalink", "web_url", "article_url"),
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline", "creator"),
    "published_at": ("published_at", "published", "pub_date", "date_published", "publish_date",
                     "publication_date", "published_date", "date", "timestamp"),
    "modified_at": ("modified_at", "modified", "updated_at", "updated", "date_modified",
                    "last_modified"),
    "language": ("language", "lang"),
    "source": ("source", "source_name", "publisher", "outlet", "publication", "site_name"),
    "source_id": (),
    "pub_status": ("pub_status", "status"),
    "text": ("text", "body", "content", "body_text", "article_body", "full_text", "article",
             "main_text", "content_text"),
    "html": ("html", "body_html", "content_html", "raw_html"),
    "observed_at": ("observed_at", "fetched_at", "crawled_at", "retrieved_at", "scraped_at"),
}  # fmt: skip
"""Our field -> the names it is looked for under, best first. Case, ``_``, ``-`` and spaces do not count."""

STATUSES = {
    "canceled": ("canceled", "cancelled", "withdrawn", "retracted", "deleted", "killed", "removed"),
    "withheld": ("withheld", "embargoed", "held"),
}
DEEPEST = 20
_STATUS_OF = {word: status for status, words in STATUSES.items() for word in words}
_MARKUP = re.compile(r"</?(?:p|div|br|article|section|h[1-6]|ul|blockquote)\b[^>]*>", re.I)


@lru_cache(
    4096
)  # the records of a file call things alike: without it, half the time of a short record
def _bare(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).lower()


_BARE_NAMES = {ours: [_bare(name) for name in names] for ours, names in SYNONYMS.items()}
_FIELD_OF = {name: ours for ours, names in _BARE_NAMES.items() for name in names}


def known_fields(names: list[str]) -> set[str]:
    """Which of our fields a table with these column names has."""
    return {_FIELD_OF[_bare(name)] for name in names if _bare(name) in _FIELD_OF}


def check_map(field_map: Mapping[str, str]) -> None:
    """Refuse a mapping whose left side is no field of ours."""
    if unknown := sorted(set(field_map) - set(SYNONYMS)):
        raise ConfigurationError(
            f"{unknown[0]!r} is no field that can be mapped; those are {', '.join(SYNONYMS)}"
        )


def fields_of(record: Mapping[str, Any], field_map: Mapping[str, str]) -> dict[str, str]:
    """The record in our names; only what is there and not empty."""
    bare = {_bare(str(name)): value for name, value in record.items()}
    fields: dict[str, str] = {}
    for ours, names in _BARE_NAMES.items():
        if ours in field_map:
            values = [record.get(field_map[ours])]
        else:
            values = [bare[name] for name in names if name in bare]
        said = (tidy(as_text(value, ours)).strip() for value in values)
        if found := next(filter(None, said), None):
            fields[ours] = found
    return _settled(fields)


def _settled(fields: dict[str, str]) -> dict[str, str]:
    """Status as one of ours; a body that is markup is ``html``."""
    if "pub_status" in fields:
        fields["pub_status"] = _STATUS_OF.get(fields["pub_status"].lower(), "usable")
    if "html" not in fields and _MARKUP.search(fields.get("text", "")):
        fields["html"] = fields.pop("text")
    elif "text" in fields:
        fields.pop("html", None)
    return fields


def as_text(value: Any, field: str = "", levels: int = DEEPEST) -> str:
    """A value as one string: lists joined, ``{"name": …}`` by its name, epoch times as ISO 8601.

    Lists in more than ``levels`` lists say nothing: no record means them, and Python's stack ends.
    """
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        parts = [as_text(item, field, levels - 1) for item in value] if levels else []
        return ("\n\n" if field in ("text", "html") else ", ").join(part for part in parts if part)
    if isinstance(value, dict):
        named = (value.get(key) for key in ("name", "title", "value", "rendered", "#text"))
        return next((item for item in named if isinstance(item, str)), "")
    if field.endswith("_at"):
        return _moment(value)
    return str(value)


def _moment(epoch: float) -> str:
    """Seconds or milliseconds since 1970; years and other small numbers stay as they are."""
    if not 1e8 < abs(epoch) < 1e14:
        return str(int(epoch)) if abs(epoch) < 1e8 else ""
    return datetime.fromtimestamp(epoch / (1000 if abs(epoch) > 1e11 else 1), UTC).isoformat()


def instant(text: str | None) -> datetime | None:
    """An ISO 8601 time; without a zone it is UTC. None when it is none."""
    try:
        moment = datetime.fromisoformat((text or "").strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
