"""Profiles and features as blobs, for the memory of stories. What is in them belongs in ``ingest.identity.stories``."""

import zlib
from typing import Any

import orjson

from ingest.identity.stories.features import Features
from ingest.identity.stories.weighting import Profile


def packed(value: Profile | Features) -> bytes:
    """A value as one small blob."""
    return zlib.compress(orjson.dumps(value, default=sorted), 1)


def _unpacked(blob: bytes) -> dict[str, Any]:
    fields: dict[str, Any] = orjson.loads(zlib.decompress(blob))
    return fields


def unpacked_profile(blob: bytes) -> Profile:
    """What ``packed`` made of a profile."""
    fields = _unpacked(blob)
    return Profile(**fields | {"days": frozenset(fields["days"])})


def unpacked_features(blob: bytes) -> Features:
    """What ``packed`` made of features."""
    fields = _unpacked(blob)
    sets = ("lead", "phrases", "figures", "days")
    return Features(**fields | {name: frozenset(fields[name]) for name in sets})
