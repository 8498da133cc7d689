"""Runs suites on data frames and turns what Great Expectations says into plain typed results.

Reading the frames and acting on the results belong to the caller; what is checked, in the suites.
"""

import logging
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.checks import Check, Severity, Suite

if TYPE_CHECKING:
    import pandas as pd

DOCS_LISTED_ROWS = 20
"""Failing rows that the reports show; the results hold them all."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check found.

    ``row_keys`` are all failing rows, empty when the check is not by row; ``row_details`` say
    something of each, where there is more to say than ``detail``.
    """

    check_name: str
    table_name: str
    severity: Severity
    passed: bool
    detail: str
    row_keys: tuple[str, ...] = ()
    row_details: tuple[str, ...] = ()


class CheckRunner:
    """One Great Expectations context for all suites of a build; imported when first needed."""

    def __init__(self) -> None:
        self._run_time = datetime.now(UTC)

    @cached_property
    def _context(self) -> Any:
        os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read at import
        import great_expectations as gx
        from great_expectations.data_context.types import base

        logging.getLogger("great_expectations").setLevel(logging.WARNING)
        stores = base.InMemoryStoreBackendDefaults(init_temp_docs_sites=False)
        config = base.DataContextConfig(
            store_backend_defaults=stores,
            progress_bars=base.ProgressBarsConfig(globally=False),
            analytics_enabled=False,
        )
        return gx.get_context(mode="ephemeral", project_config=config)

    @cached_property
    def _datasource(self) -> Any:
        return self._context.data_sources.add_pandas("work_warehouse")

    def run(self, suite: Suite, frame: "pd.DataFrame") -> list[CheckResult]:
        """Judges ``frame``, which is what ``suite.query`` returned, in the order of the checks."""
        judged = [check for check in suite.checks if _has_enough_rows(check, frame)]
        found = self._validate(suite, judged, frame) if judged else {}
        return [_to_result(suite, check, found.get(check.name)) for check in suite.checks]

    def _validate(
        self, suite: Suite, checks: Sequence[Check], frame: "pd.DataFrame"
    ) -> dict[str, Any]:
        import great_expectations as gx
        from great_expectations.core.run_identifier import RunIdentifier

        context = self._context
        rules = gx.ExpectationSuite(name=suite.table, expectations=[*map(_to_expectation, checks)])
        asset = self._datasource.add_dataframe_asset(suite.table)
        definition = context.validation_definitions.add(
            gx.ValidationDefinition(
                name=suite.table,
                data=asset.add_batch_definition_whole_dataframe("all"),
                suite=context.suites.add(rules),
            )
        )
        outcome = definition.run(
            batch_parameters={"dataframe": frame},
            result_format={
                "result_format": "COMPLETE",
                "unexpected_index_column_names": [suite.key],
                "include_unexpected_rows": False,
                "return_unexpected_index_query": False,
            },
            run_id=RunIdentifier(run_name="build", run_time=self._run_time),
        )
        return {found.expectation_config.meta["check"]: found for found in outcome.results}

    def write_docs(self, folder: Path) -> Path:
        """Writes the reports of this build in place of the last ones; returns the index page."""
        shutil.rmtree(folder, ignore_errors=True)
        self._context.add_data_docs_site(site_name="checks", site_config=_site(folder))
        self._context.build_data_docs(site_names=["checks"])
        return folder / "index.html"


def _site(folder: Path) -> dict[str, Any]:
    return {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        "store_backend": {
            "class_name": "TupleFilesystemStoreBackend",
            "base_directory": str(folder),
        },
    }


def _to_expectation(check: Check) -> Any:
    from great_expectations import expectations

    return getattr(expectations, check.expectation)(
        **check.arguments,
        description=check.description,
        meta={"check": check.name, "severity": check.severity},
    )


def _has_enough_rows(check: Check, frame: "pd.DataFrame") -> bool:
    """Nulls do not count; a column that is not there is judged, and fails."""
    column = check.arguments["column"]
    values = int(frame[column].notna().sum()) if column in frame else len(frame)
    return values >= max(check.min_rows, 1)


def _to_result(suite: Suite, check: Check, found: Any | None) -> CheckResult:
    """``found`` is None where there were too few rows to judge: that passes."""
    return CheckResult(
        check_name=check.name,
        table_name=suite.table,
        severity=check.severity,
        passed=found is None or bool(found.success),
        detail="too few rows to judge" if found is None else _detail(check, found),
        row_keys=() if found is None else _failing_keys(suite.key, found.result),
    )


def _failing_keys(key: str, result: Mapping[str, Any]) -> tuple[str, ...]:
    rows = result.get("unexpected_index_list") or []
    return tuple(sorted({str(row[key]) for row in rows}))


def _detail(check: Check, found: Any) -> str:
    """What was seen, in words; plain numbers only, since numpy scalars break JSON further on."""
    errors = [raised["exception_message"] for raised in _exceptions(found)]
    if errors:
        return f"could not be judged: {errors[0]}"
    result = found.result
    if "observed_value" in result:
        value = result["observed_value"]
        observed = "nothing to judge" if value is None else f"observed {float(value):.4g}"
    else:
        observed = f"{int(result['unexpected_count'])} of {int(result['element_count'])} rows"
    return observed if found.success else f"{observed}. Expected: {check.description}"


def _exceptions(found: Any) -> list[Mapping[str, Any]]:
    """GX gives one record, or one per metric under the metric's name."""
    info = found.exception_info or {}
    records = [info] if "raised_exception" in info else list(info.values())
    return [record for record in records if record.get("raised_exception")]
