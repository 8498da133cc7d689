"""How entities and the evidence for them look on a terminal. Nothing here decides."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ingest.entity_evidence import EntityEvidence, PairEvidence
from ingest.extract.visible import visible

Rows = Sequence[Mapping[str, Any]]


def table_of(rows: Rows, nothing: str) -> None:
    """Print rows as a table, or the word for none."""
    console = Console(highlight=False)
    if not rows:
        console.print(nothing)
        return
    table = Table(*(name.replace("_", " ") for name in rows[0]), box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(_cell(value) for value in row.values()))
    console.print(table)


def explain_entity(evidence: EntityEvidence, judged: Rows) -> None:
    """Print names, latest decisions, roles, company and judgements."""
    console = Console(highlight=False)
    console.print(Text(visible(evidence.entity_id), style="bold"))
    table_of(
        [
            {
                "name": one.name,
                "type": one.entity_type,
                "texts": one.texts,
                "given to": one.entity_id,
            }
            for one in evidence.names
        ],
        "no names",
    )
    for title, words in (("called", evidence.descriptors), ("beside", evidence.company)):
        if words:
            console.print(_cell(f"{title}: {', '.join(words)}"))
    console.print()
    latest = [
        {"article": one.article_id, "name": one.name, "score": one.score, "reason": one.reason}
        for one in evidence.texts
    ]
    table_of(latest, "no texts")
    if judged:
        console.print()
        table_of(judged, "")


def explain_pair(pair: PairEvidence) -> None:
    """Print how alike the names of two are, and who is beside both."""
    rows = [
        {"left": left, "right": right, "score": score, "reason": reason}
        for left, right, score, reason in pair.names
    ]
    table_of(rows, "no names that can be compared")
    console = Console(highlight=False)
    console.print(_cell(f"score over all names: {pair.score}"))
    console.print(_cell(f"beside both: {', '.join(pair.shared_company) or 'nobody'}"))


def _cell(value: Any) -> Text:
    """Text of articles is shown, never run as markup or control characters."""
    told = ", ".join(map(str, value)) if isinstance(value, list) else value
    return Text(visible("" if told is None else str(told)))
