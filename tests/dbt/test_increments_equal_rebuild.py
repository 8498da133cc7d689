"""Tables that increments built are row for row those that one build of the whole log gives."""

import json
import random
from collections.abc import Callable

import duckdb
import pytest
from dbt_runs import DbtRuns
from event_histories import History
from newsroom import Newsroom

from ingest.events import VERSION_EVENTS

TABLES = (
    "sources", "source_statements", "articles", "article_versions", "entities", "mentions", "claims", "claim_entities", "labels",
    "claim_changes",
    "stories", "origin_groups", "decisions", "quarantine", "entity_judgements",
)  # fmt: skip


def differences(one: DbtRuns, other: DbtRuns) -> list[str]:
    """The tables that are not the same in both, and how many rows differ."""
    found = []
    with duckdb.connect() as connection:
        for name, runs in (("one", one), ("other", other)):
            connection.execute(f"attach '{runs.work}/warehouse.duckdb' as {name} (read_only)")
        for table in TABLES:
            for left, right in (("one", "other"), ("other", "one")):
                rows = connection.sql(
                    f"from {left}.{table} except all from {right}.{table}"
                ).fetchall()
                found += [f"{table}: only in {left}: {row}" for row in rows]
    return found


def erase_one(history: History, upto: int) -> None:
    """An article whose texts another one had by then: what was found in them stays."""
    early: dict[str, set[str]] = {}
    texts: dict[str, set[str]] = {}
    for event in history.events:
        if event["event_type"] in VERSION_EVENTS:
            version = json.loads(event["payload"])
            texts.setdefault(version["article_id"], set()).add(version["text_hash"])
            if event["log_position"] <= upto:
                early.setdefault(version["text_hash"], set()).add(version["article_id"])
    gone = next(
        article_id
        for article_id, hashes in texts.items()
        if all(early.get(text_hash, set()) - {article_id} for text_hash in hashes)
    )
    history.erase(gone)


@pytest.mark.parametrize("seed", range(2))
def test_increments_equal_a_rebuild(seed: int, dbt_on: Callable[[str], DbtRuns]) -> None:
    """Small increments on a long history, so that most of what they depend on is not in them."""
    history = Newsroom(random.Random(seed)).work(180)
    end = len(history.events)
    erase_one(history, end - 25)
    cuts = [end - 25, end - 21, end - 15, end - 12, end - 5, end]
    increments, rebuild = dbt_on("increments"), dbt_on("rebuild")
    loaded = built = 0
    for number, cut in enumerate(cuts):
        history.load(increments.work / "internal.duckdb", after=loaded, upto=cut)
        loaded = cut
        command = "build" if cut == end else "run"
        increments.build(command=command, from_position=built, to_position=cut)
        if number != 2:  # this build is killed before it is noted: the next repeats its window
            built = cut
    history.load(rebuild.work / "internal.duckdb")
    rebuild.build(command="run", from_position=0, to_position=end)
    assert differences(increments, rebuild) == []
    assert rebuild.rows("select count(*) > 3 from claims") == [(True,)]
