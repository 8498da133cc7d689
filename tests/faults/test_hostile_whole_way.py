"""Texts that want to be code go all the way into tables, dashboard and reports, and arrive as texts."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app import PAGES
from dashboard.launch import APP
from faults.hostile import texts
from faults.world import article
from ingest.home import Home

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
MARKER = "hostile-marker"
CODE = (*texts.SQL, *texts.MARKUP, *texts.TEMPLATES, *texts.SHELL, *texts.MARKDOWN, *texts.PROMPTS, *texts.FORMULAS)  # fmt: skip
DANGEROUS = re.compile(r"<(script|iframe|svg|img)\b[^>]*(alert|onerror|onload|javascript)", re.I)
SCRIPT = re.compile(r"<script>\s*alert", re.I)


def newsledger(home: Home, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dagster_project.cli", *arguments, "--home", str(home.root)],
        env={**os.environ, "NEWSLEDGER_EXTRACTOR": "rules", "PYTHONPATH": str(ROOT)},
        cwd=home.root,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def hostile_records() -> list[dict[str, object]]:
    """Each text in the title, the author, the outlet and the words of an article of its own."""
    return [
        {
            **article(number),
            "id": f"{code} {number}",
            "title": f"Title {number} {code}",
            "author": f"Ida Falk {code}",
            "source": f"Gazette {code}",
            "text": f"{article(number)['text']}\n\nThe clerk of case {number} wrote {code} on the wall.",
        }
        for number, code in enumerate(CODE)
    ]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("hostile") / "home")
    inputs = home.root / "input"
    inputs.mkdir(parents=True)
    lines = [json.dumps(record) for record in hostile_records()]
    lines += [
        json.dumps(texts.record("text", f"{value} {article(3)['text']}"))
        for value in texts.CHARACTERS
    ]
    (inputs / "a.jsonl").write_text("\n".join(lines))
    for number, code in enumerate(texts.MARKUP):
        page = f"<html><title>Page {number}</title><body><article><p>{article(number)['text']}</p>{code}<p>And so on, she said.</p>"
        (inputs / f"{number}{code[:8].replace('/', '')}.html").write_text(page)
    for command in (("ingest", str(inputs)), ("build",), ("verify",)):
        done = newsledger(home, *command)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    return home


def rows(home: Home, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(home.published, read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_every_text_arrives_as_it_was_sent(built: Home) -> None:
    titles = {str(title) for (title,) in rows(built, "select title from articles")}
    bodies = "\n".join(str(body) for (body,) in rows(built, "select body_text from articles"))

    for number, code in enumerate(CODE):
        first_line = " ".join(code.splitlines()[0].split())
        assert f"Title {number} {' '.join(code.split())}" in titles
        assert f"wrote {first_line}" in bodies


def test_nothing_of_it_was_run(built: Home) -> None:
    assert not list(built.root.rglob(f"{MARKER}*"))
    assert rows(built, "select count(*) > 0 from claims") == [(True,)]
    assert "49" not in str(rows(built, "select title from articles where title like '%{{%'"))


def test_no_page_of_the_dashboard_holds_an_element_of_an_article(
    built: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSLEDGER_HOME", str(built.root))
    app = AppTest.from_file(str(APP), default_timeout=120).run()
    found = rows(
        built,
        "select article_id from articles where title like '%script%' or title like '%](javascript%'",
    )
    visits: list[tuple[str, dict[str, str]]] = [(name, {}) for name in PAGES]
    visits += [("articles", {"article": str(key)}) for (key,) in found]
    for name, parameters in visits:
        app.query_params.clear()
        for key, value in parameters.items():
            app.query_params[key] = value
        app.switch_page(f"views/{name}.py").run()
        assert not app.exception, name
        shown = "\n".join(element.proto.body for element in app.get("html"))
        assert not DANGEROUS.search(shown) and not SCRIPT.search(shown), name
        written = [*app.markdown, *app.caption, *app.title, *app.subheader]
        assert not [one.value for one in written if "javascript:" in one.value], name


def test_no_report_of_the_checks_holds_a_script_of_an_article(built: Home) -> None:
    pages = list(built.docs.rglob("*.html"))

    assert pages
    for path in pages:
        assert not SCRIPT.search(path.read_text()), path
