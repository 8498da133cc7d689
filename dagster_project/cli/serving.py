"""``newsledger ui``, ``dashboard`` and ``docs``: programs that serve pages until they are interrupted."""

import os
import sys
from pathlib import Path

import click

from dagster_project.cli.shared import common_options, fail
from ingest.home import Home

LOCAL = "127.0.0.1"
_INDEX = """<!doctype html>
<meta charset="utf-8"><title>newsledger: documentation</title>
<style>body{font:18px/1.6 Georgia,serif;max-width:36em;margin:4em auto;color:#22262b}</style>
<h1>newsledger</h1>
<p><a href="tables/index.html">Tables</a>: every table and column, and how they come about.</p>
<p><a href="checks/index.html">Checks</a>: what the expectations found in the last build.</p>
"""


@click.command("ui")
@click.option("--port", default=3000, show_default=True)
@click.option("--host", default=LOCAL, show_default=True)
@common_options
def ui_command(home: Home, port: int, host: str) -> None:
    """Open Dagster: the graph, the runs, the checks. Runs the inbox sensor and the feed schedule too."""
    from dagster_project.instance import prepare_dagster_home

    prepare_dagster_home(home)
    environment = {
        **os.environ,
        "DAGSTER_HOME": str(home.dagster),
        "NEWSLEDGER_HOME": str(home.root),
        "DAGSTER_DISABLE_TELEMETRY": "yes",
    }
    address = ["--host", host, "--port", str(port)]
    command = ["-m", "dagster", "dev", "-m", "dagster_project.definitions", *address]
    os.execvpe(sys.executable, [sys.executable, *command], environment)  # noqa: S606


@click.command("dashboard")
@click.option("--port", default=8501, show_default=True)
@click.option("--headless", is_flag=True, help="Do not open a browser.")
@common_options
def dashboard_command(home: Home, port: int, headless: bool) -> None:
    """Open the dashboard on the published warehouse."""
    from dashboard import launch

    sys.exit(launch(home.root, port, headless))


@click.command("docs")
@click.option("--port", default=8080, show_default=True)
@click.option("--no-serve", is_flag=True, help="Only build the pages.")
@common_options
def docs_command(home: Home, port: int, no_serve: bool) -> None:
    """Build and serve table documentation (dbt) and check reports (Great Expectations)."""
    from dagster_project.build_lock import hold_build_lock
    from dagster_project.dbt_run import DbtProject

    if not home.work_warehouse.exists():
        fail(f"nothing was built yet in {home.root}; run: newsledger build")
    with hold_build_lock(home.build_lock):
        DbtProject(home).generate_docs(home.docs / "tables")
    (home.docs / "index.html").write_text(_INDEX)
    click.echo(f"Documentation: {home.docs / 'index.html'}")
    if not no_serve:
        _serve(home.docs, port)


def _serve(folder: Path, port: int) -> None:
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer((LOCAL, port), handler) as server:
        click.echo(f"Serving on http://{LOCAL}:{port}/ (end with Ctrl-C)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo()
