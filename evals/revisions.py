"""What revisions did to claims: edits planted by rule in real articles, and what the tables say of each.

    python -m evals revisions

Every article is ingested twice under one address, the second time with one edit, and built as of then.
How claims are matched belongs in the model ``int_claims_matched``.
"""

import gzip
import json
import random
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.as_of import Snapshot, as_of_file
from evals.shared import DATA
from ingest.event_log import EventLog
from ingest.extraction import extract_pending
from ingest.extractor_choice import extractor_id, promote
from ingest.home import Home
from ingest.intake import ingest
from ingest.sources import SourceRegistry

EXTRACTOR = "rules"
EDITED = 25
"""Articles of each kind of edit."""
_SAID = re.compile(r"\b(said|says|told|added|according to|claimed|warned)\b")
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")


@dataclass(frozen=True, slots=True)
class Edit:
    """One way of editing a sentence that reports speech; None where it cannot be edited so."""

    change: Callable[[str], str | None]
    expected: frozenset[str]  # changes of claims of which one must be found


def _replaced(pattern: str, new: str) -> Callable[[str], str | None]:
    def change(sentence: str) -> str | None:
        edited, count = re.subn(pattern, new, sentence, count=1)
        return edited if count else None

    return change


def _figure(sentence: str) -> str | None:
    found = re.search(r"(?<![\d,.:/-])\b([2-9]|[1-9]\d{1,2})\b(?![,.:/-]?\d)", sentence)
    if not found:
        return None
    return f"{sentence[: found.start()]}{int(found[1]) + 3}{sentence[found.end() :]}"


EDITS = {
    "another figure": Edit(_figure, frozenset({"figure_changed"})),
    "will → may": Edit(_replaced(r"\bwill\b(?! not)", "may"), frozenset({"softened"})),
    "may, might, could → will": Edit(
        _replaced(r"\b(may|might|could)\b(?! not| have| be able)", "will"), frozenset({"hardened"})
    ),
    "will → will not": Edit(
        _replaced(r"\bwill\b(?! not)", "will not"), frozenset({"added", "dropped"})
    ),
    "was → was allegedly": Edit(_replaced(r"\bwas\b", "was allegedly"), frozenset({"softened"})),
    "sentence dropped": Edit(lambda _: "", frozenset({"dropped"})),
    "other quotation marks and spaces": Edit(
        lambda sentence: sentence.replace('"', "”").replace(",", " ,"), frozenset()
    ),
}


def evaluate() -> str:
    """Markdown: for each kind of edit, how often the tables say so, and what they say besides."""
    with tempfile.TemporaryDirectory(prefix="newsledger-eval-") as folder:
        home = Home(Path(folder) / "home")
        home.root.mkdir()
        planted = {url: (name, old) for name, url, old in _ingest_pairs(home)}
        found = _changes(home)
    rows = []
    for name, edit in EDITS.items():
        mine = {url for url, (kind, _) in planted.items() if kind == name}
        told = {url for url, change in found if url in mine and change in edit.expected}
        others = [change for url, change in found if url in mine and change not in edit.expected]
        share = f"{100 * len(told) / len(mine):.0f}" if edit.expected and mine else "–"
        rows.append(f"| {name} | {len(mine)} | {share} | {len(others)} |")
    table = "\n".join(rows)
    return (
        f"## Revisions\n\nOne edit in one sentence that reports speech, in real articles (abp_news), read by the {EXTRACTOR}.\n\n"
        "| edit | articles | told, % | rows of `claim_changes` that say something else |\n"
        f"|---|---:|---:|---:|\n{table}\n\n"
        "An edit of words in which the extractor finds no claim cannot be told. A figure or a verb may stand in two claims of one sentence.\n"
    )


def _ingest_pairs(home: Home) -> Iterator[tuple[str, str, str]]:
    """Both versions of every edited article in the log of ``home``, extracted."""
    dice, log = random.Random(5), EventLog(home.ledger)  # noqa: S311
    before, after = [], []
    kinds = dict.fromkeys(EDITS, 0)
    for number, text in enumerate(_texts(dice)):
        name = min(kinds, key=lambda kind: kinds[kind])
        edited = _edited(text, EDITS[name], dice)
        if edited is None:
            name = next(
                (
                    kind
                    for kind in EDITS
                    if kinds[kind] < EDITED and _edited(text, EDITS[kind], dice)
                ),
                "",
            )
            edited = _edited(text, EDITS[name], dice) if name else None
        if not name or edited is None or kinds[name] >= EDITED:
            continue
        kinds[name] += 1
        url = f"https://planted.example/{number}"
        before.append({"url": url, "text": text, "observed_at": "2026-01-01T00:00:00Z"})
        after.append({"url": url, "text": edited, "observed_at": "2026-01-02T00:00:00Z"})
        yield name, url, text
        if min(kinds.values()) >= EDITED:
            break
    for records in (before, after):
        path = home.root / "in.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in records))
        ingest([str(path)], log=log, registry=SourceRegistry([]))
    extractor = extractor_id(EXTRACTOR)
    promote(log, extractor, reason="measured", decided_by="evals")
    extract_pending(log, after=0, upto=log.head().position, extractor=extractor)


def _texts(dice: random.Random) -> Iterator[str]:
    with gzip.open(DATA / "abp_news" / "articles.jsonl.gz", "rb") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    dice.shuffle(texts)
    yield from (text for text in texts if 150 <= len(text.split()) <= 700)


def _edited(text: str, edit: Edit, dice: random.Random) -> str | None:
    paragraphs = text.split("\n")
    places = [
        (row, at, new)
        for row, paragraph in enumerate(paragraphs)
        for at, sentence in enumerate(_SENTENCE.split(paragraph))
        if _SAID.search(sentence) and (new := edit.change(sentence)) not in (None, sentence)
    ]
    if not places:
        return None
    row, at, new = dice.choice(places)
    sentences = _SENTENCE.split(paragraphs[row])
    sentences[at] = new or ""
    paragraphs[row] = " ".join(filter(None, sentences))
    return "\n".join(paragraphs)


def _changes(home: Home) -> list[tuple[str, str]]:
    """Address and change of every row of ``claim_changes``."""
    log = EventLog(home.ledger)
    prefix = log.prefix(log.head().position)
    if prefix is None:
        raise AssertionError("nothing was ingested")
    built = as_of_file(home, log, Snapshot(prefix))
    with duckdb.connect(built, read_only=True) as connection:
        rows: list[Any] = connection.execute(
            "select url, change from claim_changes join articles using (article_id) order by all"
        ).fetchall()
    return [(str(url), str(change)) for url, change in rows]
