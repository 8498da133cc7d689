"""Times as the payload of an article's version records them."""

from datetime import UTC, datetime
from typing import Any

from ingest.documents import Moment


def published_fields(published: Moment) -> dict[str, Any]:
    """What is recorded of a publication: time, precision, method, zone, the publisher's day, bounds."""
    day = published.local_day
    return {
        "published_at": iso(published.value),
        "published_at_precision": published.precision,
        "published_at_method": published.method,
        "published_at_zone": published.zone,
        "published_at_zone_method": published.zone_method,
        "published_on": day.isoformat() if day else None,
        "published_from": iso(published.earliest),
        "published_to": iso(published.latest),
    }


def modified_fields(modified: Moment) -> dict[str, Any]:
    """What is recorded of the last change."""
    return {
        "modified_at": iso(modified.value),
        "modified_at_precision": modified.precision,
        "modified_at_method": modified.method,
        "modified_at_zone": modified.zone,
        "modified_at_zone_method": modified.zone_method,
    }


def iso(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC, with ``Z``."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None
