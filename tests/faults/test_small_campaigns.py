"""A fast share of the campaigns, and that their judges see a loss when there is one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from faults import shim
from faults.checks import problems_after_fault, state_of
from faults.hostile import texts
from faults.hostile.fuzz import campaign, take
from faults.hostile.mutations import BESIDE, input_of, seeds
from faults.scenes import append_batches
from ingest.home import Home
from ingest.sources import SourceRegistry

ROOT = Path(__file__).parents[2]
REGISTRY = SourceRegistry([])


@pytest.mark.slow
@pytest.mark.skipif(not shim.is_possible(), reason="needs Linux and a C compiler")
def test_a_log_killed_filled_and_broken_at_its_write_calls_loses_nothing() -> None:
    stages = ("append-writes", "log-damage")
    done = subprocess.run(
        [sys.executable, "-m", "faults", *stages, "--size", "0.05", "--no-report"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert all(
        fault in done.stdout for fault in ("kill before", "full disk", "torn page of the log")
    )


def test_a_log_that_lost_events_is_a_loss(home: Home) -> None:
    append_batches(home, range(1))
    earlier = home.ledger.read_bytes()
    append_batches(home, range(1, 2))
    before = state_of(home)
    assert problems_after_fault(home, before) == []

    home.ledger.write_bytes(earlier)

    assert any("events lost" in problem for problem in problems_after_fault(home, before))


def test_a_log_that_holds_less_than_it_promised_is_a_loss(home: Home) -> None:
    append_batches(home, range(1))
    before = state_of(home)

    assert problems_after_fault(home, before, promised=before.head.position + 1)


def test_a_published_file_that_is_gone_is_a_loss(home: Home) -> None:
    append_batches(home, range(1))
    before = state_of(home)
    promised = type(before)(before.head, published_position=7)

    assert problems_after_fault(home, promised) == ["the published file is gone"]


def test_mutated_inputs_give_documents_or_reasons_and_cost_no_neighbour() -> None:
    seen = campaign(seed=7, count=400)

    assert seen.problems == []
    assert seen.inputs == 400
    assert set(seen.formats) == set(seeds())
    assert seen.documents["read"] > 100


def test_an_input_can_be_made_again_from_its_number() -> None:
    assert input_of(1, 5) == input_of(1, 5)
    assert input_of(1, 5) != input_of(2, 5)


@pytest.mark.parametrize("number", [4211, 5682, 9285, 57597, 63179])
def test_what_once_broke_a_reader_gives_documents_or_reasons(number: int) -> None:
    """A doctype in a record, a feed of NULs, a nameless member, a charset with a NUL, a nameless meta."""
    kind, name, content = input_of(20261125, number)
    seen = take(name, content, REGISTRY, has_sentinel=kind in BESIDE)
    assert not [what for what in seen if what[0].isupper()]


def test_a_lost_neighbour_is_seen() -> None:
    name, content = seeds()["records"]

    assert "LOST what stood beside it" in take(name, content, REGISTRY, has_sentinel=True)
    beside = BESIDE["records"](content)
    assert "LOST what stood beside it" not in take(name, beside, REGISTRY, has_sentinel=True)


@pytest.mark.parametrize("field", texts.FIELDS)
def test_whatever_a_field_says_it_is_an_article_or_a_reason(field: str) -> None:
    for value in (*texts.EVERYTHING, *texts.DATES, *texts.ADDRESSES):
        line = json.dumps(texts.record(field, value)).encode()
        seen = take("a.jsonl", line, REGISTRY)
        assert seen.total() and not [what for what in seen if what[0].isupper()], (value, seen)
        if field not in ("text", "html", "status"):
            assert seen["read"] == 1, (value, seen)
