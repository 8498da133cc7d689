"""Dagster's own ways in: the UI that ``newsledger ui`` opens, and ``dagster asset materialize``."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from few_articles import BUILD_SECONDS, NEW, environment, ingest_records, newsledger_command

from dagster_project.published import read_publication
from ingest.home import Home

pytestmark = pytest.mark.slow
QUERY = """
{ assetNodes { assetKey { path } groupName assetMaterializations(limit: 1) { timestamp } }
  sensorsOrError(repositorySelector: {
    repositoryName: "__repository__", repositoryLocationName: "dagster_project.definitions"
  }) { ... on Sensors { results { name sensorState { status } } } } }
"""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def ui(built: Home) -> Iterator[str]:
    """The address of a running UI. ``dagster dev`` may ignore signals: its whole group is ended."""
    port = free_port()
    with subprocess.Popen(
        newsledger_command(built, "ui", "--port", str(port)),
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as server:
        try:
            yield f"http://127.0.0.1:{port}/graphql"
        finally:
            os.killpg(server.pid, signal.SIGKILL)


def ask(address: str, query: str) -> dict[str, Any]:
    """The answer, once the server is there and has loaded the code location."""
    deadline = time.monotonic() + 120
    while True:
        try:
            answer = httpx.post(address, json={"query": query}, timeout=30).json()["data"]
            if answer["assetNodes"] and answer["sensorsOrError"]:
                return dict(answer)
        except (httpx.HTTPError, KeyError, TypeError, ValueError):
            pass
        assert time.monotonic() < deadline, "the UI did not come up"
        time.sleep(0.5)


def test_the_ui_shows_the_graph_and_what_the_command_line_built(ui: str) -> None:
    answer = ask(ui, QUERY)

    nodes = {node["assetKey"]["path"][-1]: node for node in answer["assetNodes"]}
    assert nodes["claims"]["groupName"] == "marts"
    assert nodes["published_warehouse"]["assetMaterializations"]
    [sensor] = answer["sensorsOrError"]["results"]
    assert (sensor["name"], sensor["sensorState"]["status"]) == ("inbox", "RUNNING")


def test_dagsters_own_command_builds_too(built: Home) -> None:
    before = read_publication(built)
    ingest_records(built, NEW)
    command = [sys.executable, "-m", "dagster", "asset", "materialize"]
    done = subprocess.run(
        [*command, "-m", "dagster_project.definitions", "--select", "*"],
        env={
            **environment(),
            "NEWSLEDGER_HOME": str(built.root),
            "DAGSTER_HOME": str(built.dagster),
        },
        capture_output=True,
        text=True,
        timeout=BUILD_SECONDS,
        check=False,
    )

    after = read_publication(built)
    assert done.returncode == 0, done.stderr[-2000:]
    assert before is not None
    assert after is not None
    assert after.log_position > before.log_position
