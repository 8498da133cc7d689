"""``newsledger extract``: what the extractor finds, one JSON object a document, without the log."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dagster_project.cli.shared import common_options
from ingest.documents import RawDocument, Unreadable
from ingest.errors import UnreadableInput
from ingest.home import Home

if TYPE_CHECKING:
    from ingest.sources import SourceRegistry


@click.command("extract")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True, path_type=Path)
)
@click.option(
    "--raw", is_flag=True, help="Leave the text as it is: offsets are those of the input."
)
@click.option(
    "--jsonl", is_flag=True, help="Read documents of the form {doc_id, text}, one a line."
)
@click.option("--paint", is_flag=True, help="Show the texts in colours instead of JSON.")
@common_options
def extract_command(
    home: Home, files: tuple[Path, ...], raw: bool, jsonl: bool, paint: bool
) -> None:
    """Show what the extractor finds in FILES (- is standard input), one JSON object a document.

    Without --raw a file is read as `ingest` reads it: boilerplate, bylines and source lines go.
    """
    import orjson

    from ingest.extract.documents import extract_documents

    for document in extract_documents(_documents(home, files, raw, jsonl)):
        if paint:
            _paint(document)
        else:
            click.echo(orjson.dumps(document).decode())


def _documents(
    home: Home, files: tuple[Path, ...], raw: bool, jsonl: bool
) -> Iterator[tuple[str, str]]:
    if raw:
        return _lines(files) if jsonl else _whole_files(files)
    from ingest.sources import SourceRegistry

    registry = SourceRegistry.load(home.sources_file)
    return _cleaned(registry, _lines(files)) if jsonl else _articles(registry, files)


def _whole_files(files: tuple[Path, ...]) -> Iterator[tuple[str, str]]:
    for path in files:
        content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        yield str(path), _decoded(content, str(path))


def _lines(files: tuple[Path, ...]) -> Iterator[tuple[str, str]]:
    """Documents of the form ``{doc_id, text}``."""
    import orjson

    for path in files:
        with click.open_file(str(path), "rb") as stream:
            for number, line in enumerate(stream, 1):
                if not line.strip():
                    continue
                try:
                    document = orjson.loads(line)
                    yield str(document["doc_id"]), str(document["text"])
                except (ValueError, KeyError, TypeError) as error:
                    detail = f"wants {{doc_id, text}} in each line: {error}"
                    raise UnreadableInput(f"{path}#L{number}", "malformed", detail) from error


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise UnreadableInput(name, "broken_encoding", f"--raw wants UTF-8: {error}") from error


def _articles(registry: "SourceRegistry", files: tuple[Path, ...]) -> Iterator[tuple[str, str]]:
    """Body texts as ``ingest`` finds them; what cannot be read is told and left out."""
    from ingest.readers.base import ReadOptions
    from ingest.readers.dispatch import read_location

    for path in files:
        for found in read_location(str(path), ReadOptions()):
            if isinstance(found, RawDocument):
                yield from _body(registry, found)
            elif isinstance(found, Unreadable):
                _tell(found)


def _cleaned(
    registry: "SourceRegistry", documents: Iterator[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """The texts of records as ``ingest`` would clean them."""
    for doc_id, text in documents:
        content = text.encode(errors="replace")
        yield from _body(
            registry, RawDocument(doc_id, content, "text/plain", fields={"text": text})
        )


def _body(registry: "SourceRegistry", document: RawDocument) -> Iterator[tuple[str, str]]:
    from ingest.parsing import parse_one

    article = parse_one(document, registry)
    if isinstance(article, Unreadable):
        _tell(article)
    else:
        yield document.retrieved_from, article.body_text


def _tell(refused: Unreadable) -> None:
    click.echo(f"{refused.retrieved_from}: {refused.detail} [{refused.reason_code}]", err=True)


def _paint(document: dict[str, Any]) -> None:
    from rich.console import Console

    from ingest.extract.render import rendered

    Console().print(rendered(document))
