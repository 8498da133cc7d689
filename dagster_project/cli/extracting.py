"""``newsledger extract``: what the extractor finds in given texts, without the log.

People get the texts in colours, programs one JSON object a document. Reading the texts belongs in
``extract_inputs``, how they look in ``ingest.extract.render``.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dagster_project.cli.shared import common_options
from ingest.documents import Unreadable
from ingest.extract.visible import visible
from ingest.home import Home

if TYPE_CHECKING:
    from rich.console import Console


@click.command("extract")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True, path_type=Path)
)
@click.option(
    "--raw", is_flag=True, help="Leave the text as it is: offsets are those of the input."
)
@click.option(
    "--jsonl", is_flag=True, help="Read documents {doc_id, text}, one a line; print JSON likewise."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON on a terminal, too.")
@click.option("--paint", is_flag=True, help="Print for people, even where no terminal is.")
@click.option("--extractor", help="The extractor's name.  [default: the configured one]")
@common_options
def extract_command(
    home: Home,
    files: tuple[Path, ...],
    raw: bool,
    jsonl: bool,
    as_json: bool,
    paint: bool,
    extractor: str | None,
) -> None:
    """Show what the extractor finds in FILES (- is standard input), without touching the log.

    On a terminal the text with who says what in colours, then each claim in a line; elsewhere, and with
    --json or --jsonl, one JSON object a document. Without --raw a file is read as `ingest` reads it:
    boilerplate, bylines and source lines go. Ends with exit code 1 when something cannot be read.
    """
    from dagster_project.cli.extract_inputs import given_texts
    from ingest.extract.documents import extract_documents
    from ingest.extractor_choice import configured_extractor, extractor_id

    chosen = extractor_id(extractor) if extractor else configured_extractor()
    chosen.check_runnable()
    refused: list[Unreadable] = []
    for_people = paint or (sys.stdout.isatty() and not (jsonl or as_json))
    if "-" in map(str, files) and sys.stdin.isatty():
        click.echo("reading from the keyboard, ^D ends the text", err=True)
    texts = given_texts(home, files, raw=raw, jsonl=jsonl, refuse=_teller(refused))
    documents = extract_documents(texts, chosen.name)
    count = _print_for_people(documents) if for_people else _print_json(documents, len(files))
    if not count and not refused:
        click.echo("newsledger: there is no text in what was given", err=True)
    sys.exit(0 if count and not refused else 1)


def _teller(refused: list[Unreadable]) -> Callable[[Unreadable], None]:
    def tell(found: Unreadable) -> None:
        refused.append(found)
        place = visible(found.retrieved_from)
        click.echo(f"{place}: {visible(found.detail)} [{found.reason_code}]", err=True)

    return tell


def _print_for_people(documents: Iterable[dict[str, Any]]) -> int:
    """How many documents there were."""
    from rich.console import Console

    from ingest.extract.render import legend, rendered

    console, count = Console(highlight=False), 0
    for document in documents:
        if not count and _has_colours(console):
            console.print(legend())
        console.print(rendered(document))
        count += 1
    return count


def _has_colours(console: "Console") -> bool:
    return console.is_terminal and not console.no_color


def _print_json(documents: Iterable[dict[str, Any]], file_count: int) -> int:
    """How many documents there were; a terminal gets ASCII, so that no text can steer it."""
    import json

    import orjson

    count, is_terminal = 0, sys.stdout.isatty()
    for document in _with_progress(documents, file_count, enabled=not is_terminal):
        click.echo(json.dumps(document) if is_terminal else orjson.dumps(document))
        count += 1
    return count


def _with_progress(
    documents: Iterable[dict[str, Any]], file_count: int, *, enabled: bool
) -> Iterator[dict[str, Any]]:
    """Counts on standard error while the results go elsewhere."""
    from dagster_project.cli.terminal import counting

    with counting(enabled=enabled, verb="extracting") as progress:
        for number, document in enumerate(documents, 1):
            place = f"{visible(document['doc_id'])} ({file_count} files)"
            progress(number, place)
            yield document
