"""Origins: which articles are copies of which, against planted, known and labelled pairs.

``python -m evals.origins`` prints the report's section; ``evals/labels/origin_pairs.jsonl`` holds 200 pairs near the
threshold by data set and identifiers. A pair counts as a copy when half of what the shorter article
reports stands in the longer one, word for word or edited lightly; page furniture that both share (lists of links,
notices, paywalls) is no report. rensa is measured beside it in the same run, at the threshold
that suits it best on the tuning half of the labels (``evals.origins_peer``).
"""

import gzip
import itertools
import sys
import tarfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import orjson

from evals.origins_altered import MADE, altered_copies
from evals.origins_peer import similar_pairs, sketch
from evals.shared import DATA, ROOT
from ingest.identity.origins import Copy, Library, Text, find_copies

LABELS = ROOT / "evals" / "labels" / "origin_pairs.jsonl"
NOTES = """What the figures mean, and what is left:

- The labelled pairs were drawn from those that share a quarter of a text or more, so their recall is of these; they were read with the
  shared runs marked and long stretches shortened, by one reader.
- bbc_txt lists only files that are the same but for white space. The other pairs found are the BBC's own articles published again with changes;
  one exact pair more differs in punctuation alone.
- Missed: texts edited in every sentence, which leaves no run of five words, and cuts that share less than half without a credit.
- Taken for copies and none: page furniture of outlets with fewer than four such pages, which nothing yet tells from text; statements and
  tweets set without quotation marks; an outlet's second article on a happening that repeats just half of the first.
- Most pairs that rensa alone finds across outlets share page furniture (of those looked at: a paywall's, lists of videos).
"""
BATCH = 2000
"""Texts a batch, as in a build."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled pair."""

    dataset: str
    left: str
    right: str
    is_copy: bool
    half: str  # tuning | reported

    @property
    def pair(self) -> Pair:
        """The pair in the order that all pairs here have."""
        return _pair(self.left, self.right)


def evaluate() -> str:
    """The report's section."""
    if not DATA.exists():
        return "## Origins\n\nskipped: the data is not here\n"
    labels, corpora = read_labels(), {name: articles(name) for name in ("incidents", "abp_news")}
    threshold = _best_threshold(labels, corpora)
    peer = f"rensa at {threshold:.2f}"
    rows = [
        *_on_planted(threshold),
        *_on_bbc(threshold),
        *_on_altered(corpora["abp_news"], threshold),
    ]
    found = {name: copies_in(texts) for name, texts in corpora.items()}
    rows += _on_incidents(corpora["incidents"], found["incidents"], threshold)
    rows += _on_labels(labels, corpora, found, threshold)
    return "\n".join(
        [
            "## Origins",
            "",
            "| pairs | finder | precision | recall | F1 |\n|---|---|---:|---:|---:|",
            *(row.replace("PEER", peer) for row in rows),
            "",
            *_costs({name: texts[:5000] for name, texts in corpora.items()}, threshold),
            NOTES,
        ]
    )


def read_labels() -> list[Label]:
    """The labels in the order of the file."""
    return [Label(**orjson.loads(line)) for line in LABELS.read_bytes().splitlines()]


def articles(dataset: str) -> list[Text]:
    """The articles of a data set in the order of the file, with their outlets."""
    with gzip.open(DATA / dataset / "articles.jsonl.gz", "rb") as lines:
        rows = [orjson.loads(line) for line in lines]
    return [Text(row["id"], row["text"], row.get("source_domain") or None) for row in rows]


def copies_in(texts: Sequence[Text]) -> list[Copy]:
    """All copies in a corpus, found batch by batch."""
    library = Library()
    batches = (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))
    return [copy for batch in batches for copy in find_copies(library, batch)]


def score(gold: set[Pair], found: set[Pair]) -> str:
    """Precision, recall and F1 as cells of a table."""
    right = len(gold & found)
    precision = f"{100 * right / len(found):.1f}" if found else "–"
    recall = f"{100 * right / len(gold):.1f}" if gold else "–"
    return f"{precision} | {recall} | {200 * right / max(1, len(gold) + len(found)):.1f} |"


def _pair(left: str, right: str) -> Pair:
    return (left, right) if left < right else (right, left)


def _pairs(copies: Iterable[Copy], reasons: Sequence[str] = ()) -> set[Pair]:
    return {
        _pair(copy.left_id, copy.right_id)
        for copy in copies
        if not reasons or copy.reason in reasons
    }


def _peer_pairs(texts: Sequence[Text], threshold: float) -> set[Pair]:
    found = similar_pairs([text.text for text in texts], threshold)
    return {_pair(texts[left].text_id, texts[right].text_id) for left, right in found}


def _compared(name: str, texts: Sequence[Text], gold: set[Pair], threshold: float) -> Iterator[str]:
    yield f"| {name} ({len(gold)}) | newsledger | {score(gold, _pairs(copies_in(texts)))}"
    yield f"| | PEER | {score(gold, _peer_pairs(texts, threshold))}"


def _on_planted(threshold: float) -> Iterator[str]:
    lines = (DATA / "planted_neardup" / "pairs.jsonl").read_bytes().splitlines()
    gold = {_pair(row["a"], row["b"]) for row in map(orjson.loads, lines)}
    return _compared("planted_neardup", articles("planted_neardup"), gold, threshold)


def _on_bbc(threshold: float) -> Iterator[str]:
    """Files that are the same but for white space; near-copies beside them are no part of the list."""
    with tarfile.open(DATA / "bbc_txt" / "bbc_txt.tar.gz") as archive:
        files = {name: archive.extractfile(name) for name in archive.getnames()}
        texts = [
            Text(name, file.read().decode("utf-8", "replace"))
            for name, file in files.items()
            if file is not None
        ]
    lines = (DATA / "bbc_txt" / "exact_duplicates.jsonl").read_bytes().splitlines()
    groups = [orjson.loads(line)["files"] for line in lines]
    gold = {_pair(*pair) for files in groups for pair in itertools.combinations(files, 2)}
    copies = copies_in(texts)
    yield f"| bbc_txt, exact ({len(gold)}) | newsledger, exact | {score(gold, _pairs(copies, ['exact']))}"
    yield f"| | newsledger, all | {score(gold, _pairs(copies))}"
    yield f"| | PEER | {score(gold, _peer_pairs(texts, threshold))}"


def _on_incidents(texts: Sequence[Text], copies: Sequence[Copy], threshold: float) -> Iterator[str]:
    """Texts of different outlets that are the same word for word: all must be found, and more are."""
    by_words: dict[str, list[Text]] = defaultdict(list)
    for text in texts:
        by_words[" ".join(text.text.split())].append(text)
    gold = {
        _pair(left.text_id, right.text_id)
        for words, same in by_words.items()
        if len(words.split()) >= 5
        for left, right in itertools.combinations(same, 2)
        if left.outlet != right.outlet
    }
    outlets = {text.text_id: text.outlet for text in texts}
    peers = _peer_pairs(texts, threshold)
    for finder, found in (("newsledger", _pairs(copies)), ("PEER", peers)):
        across = sum(outlets[left] != outlets[right] for left, right in found)
        recall = 100 * len(gold & found) / max(1, len(gold))
        yield (
            f"| incidents, the same in two outlets ({len(gold)}); {across} pairs across outlets found, {len(found)} in all "
            f"| {finder} | – | {recall:.1f} | – |"
        )


def _on_altered(texts: Sequence[Text], threshold: float) -> Iterator[str]:
    """Articles with a copy each that was made from it, in one corpus with as many others."""
    for name, drawn, copies in altered_copies(texts):
        gold = {_pair(copy.text_id.removeprefix(MADE), copy.text_id) for copy in copies}
        known = _pairs(copies_in(drawn))
        found = _pairs(copies_in([*drawn, *copies])) - known
        yield f"| abp_news, {name} ({len(gold)}) | newsledger | {score(gold, found)}"
        peers = _peer_pairs([*drawn, *copies], threshold) - known
        yield f"| | PEER | {score(gold, peers)}"


def _on_labels(
    labels: Sequence[Label],
    corpora: dict[str, list[Text]],
    found: dict[str, list[Copy]],
    threshold: float,
) -> Iterator[str]:
    ours = {pair for copies in found.values() for pair in _pairs(copies)}
    peers = _peer_scores(labels, corpora)
    for half in ("reported", "tuning"):
        some = [label for label in labels if label.half == half]
        gold, all_pairs = {one.pair for one in some if one.is_copy}, {one.pair for one in some}
        name = f"labelled near the threshold, {half} half ({len(gold)} of {len(some)})"
        yield f"| {name} | newsledger | {score(gold, ours & all_pairs)}"
        similar = {pair for pair in all_pairs if peers[pair] >= threshold}
        yield f"| | PEER | {score(gold, similar)}"


def _peer_scores(labels: Sequence[Label], corpora: dict[str, list[Text]]) -> dict[Pair, float]:
    texts = {text.text_id: text.text for corpus in corpora.values() for text in corpus}
    return {
        label.pair: sketch(texts[label.left]).jaccard(sketch(texts[label.right]))
        for label in labels
    }


def _best_threshold(labels: Sequence[Label], corpora: dict[str, list[Text]]) -> float:
    """Of the peer: that with the best F1 on the tuning half."""
    tuning = [label for label in labels if label.half == "tuning"]
    scores, gold = _peer_scores(tuning, corpora), {label.pair for label in tuning if label.is_copy}

    def f1(threshold: float) -> float:
        found = {pair for pair, similarity in scores.items() if similarity >= threshold}
        return 2 * len(found & gold) / max(1, len(found) + len(gold))

    return max((step / 50 for step in range(2, 46)), key=f1)


def _costs(corpora: dict[str, list[Text]], threshold: float) -> Iterator[str]:
    yield "| CPU seconds | texts | newsledger, verified | rensa | ratio |\n|---|---:|---:|---:|---:|"
    for name, texts in corpora.items():
        started = time.process_time()
        copies_in(texts)
        between = time.process_time()
        _peer_pairs(texts, threshold)
        ours, peers = between - started, time.process_time() - between
        yield f"| {name} | {len(texts):,} | {ours:.2f} | {peers:.2f} | {ours / peers:.2f} |"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(evaluate())
