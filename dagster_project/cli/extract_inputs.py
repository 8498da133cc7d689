"""The texts that ``newsledger extract`` is given: files as ``ingest`` reads them, raw ones, records.

What is found in them, and how it is shown, belongs elsewhere.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.documents import RawDocument, Unreadable
from ingest.home import Home

if TYPE_CHECKING:
    from ingest.sources import SourceRegistry

Given = tuple[str, str, str]
"""doc_id, text, title."""
Refuse = Callable[[Unreadable], None]
STDIN = "-"
_HALVES = re.compile("[\ud800-\udfff]")


def given_texts(
    home: Home, files: tuple[Path, ...], *, raw: bool, jsonl: bool, refuse: Refuse
) -> Iterator[Given]:
    """The texts in order; ``refuse`` is told of what cannot be read where others can."""
    if raw:
        return _lines(files, refuse) if jsonl else _whole_files(files, refuse)
    from ingest.sources import SourceRegistry

    registry = SourceRegistry.load(home.sources_file)
    if jsonl:
        return _cleaned(registry, _lines(files, refuse), refuse)
    return _articles(registry, files, refuse)


def _whole_files(files: tuple[Path, ...], refuse: Refuse) -> Iterator[Given]:
    for path in files:
        try:
            content = sys.stdin.buffer.read() if str(path) == STDIN else path.read_bytes()
            yield str(path), content.decode(), ""
        except UnicodeDecodeError as error:
            detail = f"--raw wants UTF-8: {error}"
            refuse(Unreadable(str(path), "broken_encoding", detail))
        except IsADirectoryError:
            detail = "--raw wants files, this is a folder"
            refuse(Unreadable(str(path), "not_a_file", detail))
        except OSError as error:
            refuse(_unopened(path, error))


def _lines(files: tuple[Path, ...], refuse: Refuse) -> Iterator[Given]:
    """Documents of the form ``{doc_id, text}``; a line that is none costs no other."""
    for path in files:
        try:
            for number, line in enumerate(_binary_lines(path), 1):
                document = _document(f"{path}#L{number}", line) if line.strip() else None
                if isinstance(document, Unreadable):
                    refuse(document)
                elif document is not None:
                    yield document
        except OSError as error:
            refuse(_unopened(path, error))


def _binary_lines(path: Path) -> Iterator[bytes]:
    if str(path) == STDIN:
        yield from sys.stdin.buffer
        return
    with path.open("rb") as stream:
        yield from stream


def _document(place: str, line: bytes) -> Given | Unreadable:
    try:
        document = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Unreadable(place, "malformed", f"this is no JSON: {error}")
    if not isinstance(document, dict) or not isinstance(document.get("text"), str):
        has = ", ".join(document) if isinstance(document, dict) else type(document).__name__
        detail = f"--jsonl wants {{doc_id, text}} in each line, this one has: {has or 'nothing'}"
        return Unreadable(place, "malformed", detail)
    return _whole(str(document.get("doc_id", place))), _whole(document["text"]), ""


def _whole(text: str) -> str:
    """Halves of surrogate pairs, which no encoding can hold, as replacement characters: offsets stay."""
    return _HALVES.sub("\ufffd", text)


def _unopened(path: Path, error: OSError) -> Unreadable:
    return Unreadable(str(path), "unreadable", error.strerror or "cannot be opened")


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
