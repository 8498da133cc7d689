"""Payloads of older schema versions, brought to the newest one when they are read.

To change a payload: raise its number in ``SCHEMA_VERSIONS``, write a pure function
``upcast_article_observed_v1_v2`` (say) here and enter it in ``UPCASTERS``. What is stored stays.
"""

from collections.abc import Callable
from typing import Any

import orjson
import pyarrow as pa

from ingest.errors import ConfigurationError
from ingest.events import SCHEMA_VERSIONS, canonical_json


def upcast_article_extracted_v1_v2(payload: dict[str, Any]) -> dict[str, Any]:
    """Says of claims what version 1 could not: nothing was looked for, so nothing is known."""
    return {**payload, "claims": [_claim_v2(claim) for claim in payload.get("claims", [])]}


def _claim_v2(claim: dict[str, Any]) -> dict[str, Any]:
    return {
        "speaker_kind": "none" if claim.get("voice") == "own_voice" else "unknown",
        "modality": "asserted",
        "addressee_spans": [],
        "addressee_mention": None,
        "outer_claim": None,
        **claim,
    }


def upcast_article_extracted_v2_v3(payload: dict[str, Any]) -> dict[str, Any]:
    """Version 2 looked for no labels of mentions."""
    return {
        **payload,
        "mentions": [{"labels": [], **mention} for mention in payload.get("mentions", [])],
    }


def upcast_snapshot_published_v1_v2(payload: dict[str, Any]) -> dict[str, Any]:
    """Version 1 counted the warnings of the checks and did not say which they were."""
    return {**payload, "failures": None}


def upcast_source_described_v1_v2(payload: dict[str, Any]) -> dict[str, Any]:
    """The registry of version 1 knew no parents."""
    return {"parent": None, **payload}


def upcast_article_version_v1_v2(payload: dict[str, Any]) -> dict[str, Any]:
    """Version 1 kept no zone, no day and no bounds: they are not known, not absent."""
    return {
        "published_at_zone": None,
        "published_at_zone_method": "unknown",
        "published_on": None,
        "published_from": None,
        "published_to": None,
        "modified_at_zone": None,
        "modified_at_zone_method": "unknown",
        **payload,
    }


UPCASTERS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {
    ("ArticleObserved", 1): upcast_article_version_v1_v2,
    ("ArticleRevised", 1): upcast_article_version_v1_v2,
    ("ArticleCorrected", 1): upcast_article_version_v1_v2,
    ("ArticleExtracted", 1): upcast_article_extracted_v1_v2,
    ("ArticleExtracted", 2): upcast_article_extracted_v2_v3,
    ("SnapshotPublished", 1): upcast_snapshot_published_v1_v2,
    ("SourceDescribed", 1): upcast_source_described_v1_v2,
}
"""(event type, schema version) -> the step to the next version."""

KIND = ["event_type", "schema_version"]


def upcast(events: pa.Table) -> pa.Table:
    """``events`` with every payload, and its ``schema_version``, at the newest version.

    Needs the columns ``event_type``, ``schema_version`` and ``payload``; erased payloads stay null.
    """
    kinds = events.select(KIND).group_by(KIND).aggregate([]).to_pylist()
    if all(kind["schema_version"] == _newest(**kind) for kind in kinds):
        return events
    rows = events.select([*KIND, "payload"]).to_pylist()
    payloads = pa.array([_upcast_payload(**row) for row in rows], pa.string())
    versions = pa.array(
        [_newest(row["event_type"], row["schema_version"]) for row in rows], pa.int32()
    )
    for name, column in (("payload", payloads), ("schema_version", versions)):
        events = events.set_column(events.schema.get_field_index(name), name, column)
    return events


def _newest(event_type: str, schema_version: int) -> int:
    newest = SCHEMA_VERSIONS.get(event_type, schema_version)
    if schema_version > newest:
        raise ConfigurationError(
            f"the log holds {event_type} version {schema_version}, this newsledger knows version "
            f"{newest}: a later release wrote it, use that one"
        )
    return newest


def _upcast_payload(event_type: str, schema_version: int, payload: str | None) -> str | None:
    newest = _newest(event_type, schema_version)
    if payload is None or schema_version == newest:
        return payload
    value = orjson.loads(payload)
    for version in range(schema_version, newest):
        value = UPCASTERS[event_type, version](value)
    return canonical_json(value).decode()
