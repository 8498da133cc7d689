"""The texts that ``newsledger extract`` is given: files as ``ingest`` reads them, raw ones, records.

What is found in them, and how it is shown, belongs elsewhere.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.documents import RawDocument, Unreadable
from ingest.errors import UnreadableInput
from ingest.home import Home

if TYPE_CHECKING:
    from ingest.sources import SourceRegistry

Given = tuple[str, str, str]
"""doc_id, text, title."""
Refuse = Callable[[Unreadable], None]
STDIN = "-"


def given_texts(
    home: Home, files: tuple[Path, ...], *, raw: bool, jsonl: bool, refuse: Refuse
) -> Iterator[Given]:
    """The texts in order; ``refuse`` is told of what cannot be read where others can."""
    if raw:
        return _lines(files) if jsonl else _whole_files(files)
    from ingest.sources import SourceRegistry

    registry = SourceRegistry.load(home.sources_file)
    if jsonl:
        return _cleaned(registry, _lines(files), refuse)
    return _articles(registry, files, refuse)


def _whole_files(files: tuple[Path, ...]) -> Iterator[Given]:
    for path in files:
        if path.is_dir():
            raise UnreadableInput(str(path), "not_a_file", "--raw wants files, this is a folder")
        try:
            content = sys.stdin.buffer.read() if str(path) == STDIN else path.read_bytes()
            yield str(path), content.decode(), ""
        except UnicodeDecodeError as error:
            detail = f"--raw wants UTF-8: {error}"
            raise UnreadableInput(str(path), "broken_encoding", detail) from error
        except OSError as error:
            raise _unopened(path, error) from error


def _lines(files: tuple[Path, ...]) -> Iterator[Given]:
    """Documents of the form ``{doc_id, text}``."""
    for path in files:
        for number, line in enumerate(_binary_lines(path), 1):
            if line.strip():
                yield _document(f"{path}#L{number}", line)


def _binary_lines(path: Path) -> Iterator[bytes]:
    if str(path) == STDIN:
        yield from sys.stdin.buffer
        return
    try:
        with path.open("rb") as stream:
            yield from stream
    except OSError as error:
        raise _unopened(path, error) from error


def _document(place: str, line: bytes) -> Given:
    import orjson

    try:
        document = orjson.loads(line)
    except ValueError as error:
        raise UnreadableInput(place, "malformed", f"this is no JSON: {error}") from error
    if not isinstance(document, dict) or not isinstance(document.get("text"), str):
        has = ", ".join(document) if isinstance(document, dict) else type(document).__name__
        detail = f"--jsonl wants {{doc_id, text}} in each line, this one has: {has or 'nothing'}"
        raise UnreadableInput(place, "malformed", detail)
    return str(document.get("doc_id", place)), document["text"], ""


def _unopened(path: Path, error: OSError) -> UnreadableInput:
    return UnreadableInput(str(path), "unreadable", error.strerror or "cannot be opened")


def _articles(
    registry: "SourceRegistry", files: tuple[Path, ...], refuse: Refuse
) -> Iterator[Given]:
    """Titles and body texts as ``ingest`` finds them."""
    from ingest.readers.base import ReadOptions
    from ingest.readers.dispatch import read_location

    for path in files:
        for found in read_location(str(path), ReadOptions()):
            if isinstance(found, RawDocument):
                yield from _article(registry, found, refuse)
            elif isinstance(found, Unreadable):
                refuse(found)


def _cleaned(
    registry: "SourceRegistry", documents: Iterator[Given], refuse: Refuse
) -> Iterator[Given]:
    """The texts of records as ``ingest`` would clean them."""
    for doc_id, text, _ in documents:
        content = text.encode(errors="replace")
        document = RawDocument(doc_id, content, "text/plain", fields={"text": text})
        yield from _article(registry, document, refuse)


def _article(registry: "SourceRegistry", document: RawDocument, refuse: Refuse) -> Iterator[Given]:
    from ingest.parsing import parse_one

    article = parse_one(document, registry)
    if isinstance(article, Unreadable):
        refuse(article)
    else:
        yield document.retrieved_from, article.body_text, article.title or ""
