"""What the demo prints of a warehouse: how much, who said what and where it stands, what to try next.

Texts from articles are put in as text, never as markup of the terminal.
"""

import orjson
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dashboard import claim_queries, queries
from dashboard.evidence import described, sentence
from dashboard.warehouse import Query, Row, Warehouse
from ingest.event_log import EventLog
from ingest.home import Home

TABLES = (
    "sources", "articles", "article_versions", "entities", "mentions", "claims", "claim_entities",
    "claim_changes",     "quarantine", "quality_failures",
)  # fmt: skip
STYLES = {"speaker": "cyan", "cue": "bold magenta", "content": "yellow"}
SPEAKERS = 5
MANY_WORDS = 45


def show(console: Console, home: Home, place: str) -> None:
    """Prints all of it; ``place`` is the home as a person would write it."""
    warehouse = Warehouse(home.published)
    console.rule("What came out")
    console.print(_counts(warehouse))
    console.rule(f"The {SPEAKERS} most-cited people, with one claim each and its evidence")
    for person in warehouse.rows(claim_queries.people("", "person", 1).rows)[:SPEAKERS]:
        _show_person(console, warehouse, person)
    console.print(
        Text.assemble(*((f" {name} ", style) for name, style in STYLES.items())), justify="right"
    )
    console.rule("Checks")
    console.print(_checks(home, warehouse))
    console.rule("What to try next")
    console.print(_next_steps(warehouse, place), soft_wrap=True)


def _counts(warehouse: Warehouse) -> Table:
    counted = ", ".join(f"(select count(*) from {table}) as {table}" for table in TABLES)
    table = Table("table", box=None, pad_edge=False)
    table.add_column("rows", justify="right")
    for name, rows in (warehouse.row(Query(f"select {counted}")) or {}).items():
        table.add_row(name, f"{rows:,}")
    return table


def _show_person(console: Console, warehouse: Warehouse, person: Row) -> None:
    claims = warehouse.rows(claim_queries.claims_by(person["entity_id"], 1).rows)
    claim = max(claims, key=_telling)
    words = f"{person['claims']} claims in {person['outlets']} outlets"
    console.print(Text.assemble((person["name"], "bold"), f"  {words}"))
    console.print(Padding(_evidence(claim), (0, 0, 0, 4)))
    where = f"{claim['outlet'] or 'outlet unknown'}: {claim['title'] or '(no title)'}"
    console.print(Padding(Text(f"{where}  [{described(claim)}]", style="dim"), (0, 0, 1, 4)))


def _telling(claim: Row) -> tuple[bool, bool, bool, int]:
    """Which claim to show: one that a reader takes in at once, rather a quotation than not."""
    words = len(claim["content_text"].split())
    return (
        words <= MANY_WORDS,
        claim["is_origin"],
        claim["quote_type"] in ("direct", "mixed"),
        words,
    )


def _evidence(claim: Row) -> Text:
    words, marks = sentence(claim)
    shown = Text(words.replace("\n\n", " ¶"))  # as long as what it replaces: the marks stay right
    for mark in marks:
        shown.stylize(STYLES.get(mark.kind, ""), mark.start, mark.end)
    return shown


def _checks(home: Home, warehouse: Warehouse) -> Text:
    passed = 0
    for batch in EventLog(home.ledger).read(event_types=("SnapshotPublished",)):
        passed = orjson.loads(batch.column("payload")[-1].as_py())["checks_passed"]
    text = Text(f"{passed} checks passed", style="green")
    for found in warehouse.rows(queries.failed_checks()):
        where = f"{found['check_name']} on {found['table_name']} ({found['failures']})"
        text.append(f"\n{found['severity']}: {where}", "yellow")
    return text


def _next_steps(warehouse: Warehouse, place: str) -> Text:
    question = "select name, mention_count from entities order by 2 desc limit 5"
    steps = {
        f"newsledger dashboard --home {place}": "see it in the browser",
        f"newsledger ui --home {place}": "see how it was made, in Dagster",
        f'newsledger sql "{question}" --home {place}': "ask it yourself",
        f"newsledger status --home {place}": "what is published, what waits",
        "newsledger ingest YOUR-FILES": "your own articles, into ./data; then newsledger build",
    }
    text = Text(f"The warehouse is {place}/{warehouse.path.name}; any DuckDB client can read it.\n")
    for command, purpose in steps.items():
        text.append(f"\n# {purpose}\n", "dim").append(f".venv/bin/{command}\n")
    return text
