"""The vocabulary of the suites: a check, a suite, and the few kinds of check that we use.

Values only, so that names and severities can be listed without importing Great Expectations.
Which checks a table has belongs in the suites; running them belongs in ``expectations.runner``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warn"]


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation about one column.

    ``min_rows``: with fewer rows the check is not judged, because a share of five articles says
    nothing. ``severity`` error blocks publishing, warn only shows.
    """

    name: str
    expectation: str  # class name in great_expectations.expectations
    arguments: Mapping[str, Any]
    description: str
    severity: Severity = "warn"
    min_rows: int = 0


@dataclass(frozen=True, slots=True)
class Suite:
    """The checks of one public table, and the query that reads just the columns they need."""

    table: str
    key: str
    query: str
    checks: tuple[Check, ...] = field(default=())


def has_form(
    name: str, column: str, regex: str, description: str, severity: Severity = "error"
) -> Check:
    """Every value that is there matches ``regex``."""
    arguments = {"column": column, "regex": regex}
    return Check(name, "ExpectColumnValuesToMatchRegex", arguments, description, severity)


def each_between(
    name: str,
    column: str,
    at_least: float | None,
    at_most: float | None,
    description: str,
    severity: Severity = "warn",
) -> Check:
    """Every value that is there lies within the bounds; failing rows are listed by key."""
    arguments = {"column": column, "min_value": at_least, "max_value": at_most}
    return Check(name, "ExpectColumnValuesToBeBetween", arguments, description, severity)


def mean_between(
    name: str,
    column: str,
    at_least: float | None,
    at_most: float | None,
    description: str,
    severity: Severity = "warn",
    min_rows: int = 50,
) -> Check:
    """The mean lies within the bounds; of a column of zeros and ones that is a share."""
    arguments = {"column": column, "min_value": at_least, "max_value": at_most}
    return Check(name, "ExpectColumnMeanToBeBetween", arguments, description, severity, min_rows)


def median_between(
    name: str,
    column: str,
    at_least: float | None,
    at_most: float | None,
    description: str,
    min_rows: int = 50,
) -> Check:
    """The median lies within the bounds."""
    arguments = {"column": column, "min_value": at_least, "max_value": at_most}
    return Check(name, "ExpectColumnMedianToBeBetween", arguments, description, min_rows=min_rows)


def smallest_at_most(name: str, column: str, at_most: float, description: str) -> Check:
    """The smallest value is no larger than this: something fresh is there."""
    arguments = {"column": column, "min_value": None, "max_value": at_most}
    return Check(name, "ExpectColumnMinToBeBetween", arguments, description, min_rows=1)
