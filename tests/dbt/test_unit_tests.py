"""dbt's own unit tests: what the SQL decides, each on a few rows."""

from collections.abc import Callable

from dbt_runs import DbtRuns, node_results, problems
from event_histories import History


def test_the_sql_decides_as_its_unit_tests_say(dbt_on: Callable[[str], DbtRuns]) -> None:
    runs = dbt_on("unit")
    History().load(runs.work / "internal.duckdb")
    runs.build("--empty", command="run")
    result = runs.invoke("test", "--select", "test_type:unit")
    assert result.success, problems(result)
    assert len(node_results(result)) >= 15
