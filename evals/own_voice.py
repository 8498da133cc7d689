"""Own voice: what the outlet states itself, against labelled sentences of news articles.

``python -m evals.own_voice`` prints the report's section. The labels (``evals/labels/own_voice.jsonl``: document and
offsets, whether the sentence holds an own-voice claim, and of which class, else why not) follow the guideline
in ``ingest.extract.own_voice``; they were made from the sentences in their articles, without what any
extractor said of them in view. The rules were written from the tuning half; figures are those of the reported half. A
sentence counts as found when a claim of the extractor lies in it for the most part. Drawing
sentences to label belongs in ``evals.own_voice_sample``.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import orjson

from evals.own_voice_sample import articles
from evals.shared import DATA, ROOT
from ingest.events import ClaimPayload
from ingest.extract import ExtractionInput, default_extractor
from ingest.extract.own_voice import CONFIDENCE
from ingest.extract.parse import Span

LABELS = ROOT / "evals" / "labels" / "own_voice.jsonl"
WHY = {
    "attributed": "a report that no attribution was found for, or the rest of one cut too short",
    "boilerplate": "a note or caption in the form of a sentence",
    "directive": "advice to the reader in the form of a statement",
    "empty": "a phrase that asserts nothing to check",
    "fragment": "a heading or a sentence cut in two",
    "question": "a question",
    "saying": "that somebody spoke, and no more",
}
MISSED = {
    "attributed": "most of it was attributed to somebody (deeds read as words: rejects, offers, shows)",
    "partly": "a clause of its own stands beside an attribution that was drawn too wide",
    "passed over": "no clause with a subject was seen (headlines without a parsed verb, odd parses)",
}
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled sentence."""

    dataset: str
    doc_id: str
    half: str  # tuning | reported
    section: str
    start: int
    end: int
    is_own: bool
    kind: str  # event | figure | cause | characterisation, or why it is none
    own_spans: tuple[Span, ...] = field(default=())  # where only a part is the outlet's


@dataclass(frozen=True, slots=True)
class Verdict:
    """A label with the own-voice claim that lies in its sentence, and how much of it is attributed."""

    label: Label
    found: ClaimPayload | None
    attributed: float


def evaluate() -> str:
    """The report's section."""
    if not DATA.exists():
        return "## Own voice\n\nskipped: the data is not here\n"
    verdicts = list(judged(read_labels()))
    reported = [v for v in verdicts if v.label.half == "reported"]
    tuning = [v for v in verdicts if v.label.half == "tuning"]
    extractor = default_extractor()
    return "\n".join(
        [
            "## Own voice",
            "",
            f"{len(verdicts)} labelled sentences and headlines, {len(reported)} of them reported here; "
            f"extractor {extractor.name} {extractor.version}. Of the reported ones {_share(reported)} % hold a "
            "claim in the outlet's own voice.",
            "",
            *_scores(reported, tuning),
            *_classes(reported),
            *_parts(reported),
            *_confidence(reported),
            *_errors(reported),
        ]
    )


def read_labels() -> list[Label]:
    """The labels in the order of the file."""
    rows = [orjson.loads(line) for line in LABELS.read_bytes().splitlines()]
    return [
        Label(
            **{
                name: row[name] for name in ("dataset", "doc_id", "half", "section", "start", "end")
            },
            is_own=row["is_own"],
            kind=row["class"],
            own_spans=tuple((start, end) for start, end in row.get("own_spans", ())),
        )
        for row in rows
    ]


def judged(labels: Sequence[Label]) -> Iterator[Verdict]:
    """Each label with what the default extractor says of its sentence."""
    claims = _claims({(label.dataset, label.doc_id) for label in labels})
    for label in labels:
        here = [c for c in claims[label.dataset, label.doc_id] if c.section == label.section]
        own = (c for c in here if c.voice == "own_voice" and _lies_in(c, label))
        said = [span for c in here if c.voice != "own_voice" for span in c.content_spans]
        covered = {at for span in said for at in range(*_common(span, (label.start, label.end)))}
        yield Verdict(label, next(own, None), len(covered) / (label.end - label.start))


def _claims(wanted: set[Key]) -> dict[Key, list[ClaimPayload]]:
    texts = [
        (dataset, article)
        for dataset in sorted({dataset for dataset, _ in wanted})
        for article in articles(dataset)
        if (dataset, article[0]) in wanted
    ]
    inputs = [ExtractionInput(doc_id, title, text) for _, (doc_id, title, text) in texts]
    results = default_extractor().extract(inputs)
    return {
        (dataset, article[0]): result.claims
        for (dataset, article), result in zip(texts, results, strict=True)
    }


def _lies_in(claim: ClaimPayload, label: Label) -> bool:
    inside = _letters(claim.content_spans, [(label.start, label.end)])
    whole = sum(end - start for start, end in claim.content_spans)
    return inside > 0 and 2 * inside >= min(whole, label.end - label.start)


def _letters(spans: Iterable[Span], others: Sequence[Span]) -> int:
    """How many code points of the spans lie in the others."""
    pairs = (_common(span, other) for span in spans for other in others)
    return sum(end - start for start, end in pairs)


def _common(span: Span, other: Span) -> Span:
    start, end = max(span[0], other[0]), min(span[1], other[1])
    return start, max(start, end)


def _scores(reported: Sequence[Verdict], tuning: Sequence[Verdict]) -> Iterator[str]:
    yield "| | sentences | precision | recall | F1 |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    rows: dict[str, Callable[[Label], bool]] = {
        "all": lambda _: True,
        "headlines": lambda label: label.section == "title",
        "body": lambda label: label.section == "body",
        "abp_news": lambda label: label.dataset == "abp_news",
        "basil": lambda label: label.dataset == "basil",
        "incidents": lambda label: label.dataset == "incidents",
    }
    for name, belongs in rows.items():
        yield _row(name, [v for v in reported if belongs(v.label)])
    yield _row("(tuning half)", tuning)
    yield ""


def _row(name: str, verdicts: Sequence[Verdict]) -> str:
    precision, recall, f1 = score(verdicts)
    return f"| {name} | {len(verdicts)} | {precision:.1f} | {recall:.1f} | {f1:.1f} |"


def score(verdicts: Sequence[Verdict]) -> tuple[float, float, float]:
    """Precision, recall and F1 in per cent."""
    right = sum(v.label.is_own and v.found is not None for v in verdicts)
    found = sum(v.found is not None for v in verdicts)
    own = sum(v.label.is_own for v in verdicts)
    share = 200 * right / (found + own) if found + own else 0.0
    return 100 * right / max(1, found), 100 * right / max(1, own), share


def _classes(verdicts: Sequence[Verdict]) -> Iterator[str]:
    yield "| own voice, by class | sentences | found |"
    yield "| --- | ---: | ---: |"
    counts: dict[str, list[bool]] = defaultdict(list)
    for verdict in verdicts:
        if verdict.label.is_own:
            counts[verdict.label.kind].append(verdict.found is not None)
    for kind, hits in sorted(counts.items(), key=lambda item: -len(item[1])):
        yield f"| {kind} | {len(hits)} | {100 * sum(hits) / len(hits):.0f} % |"
    yield ""


def _parts(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Sentences of which only a part is the outlet's: how well that part is cut out."""
    both = [(v.label, v.found) for v in verdicts if v.found is not None and v.label.own_spans]
    inside = sum(_letters(found.content_spans, label.own_spans) for label, found in both)
    given = sum(end - start for _, found in both for start, end in found.content_spans)
    wanted = sum(end - start for label, _ in both for start, end in label.own_spans)
    partial = sum(bool(v.label.own_spans) for v in verdicts)
    if both:
        yield (
            f"Of {partial} sentences that are the outlet's in part, {len(both)} are found; {100 * inside / given:.0f} % "
            f"of the letters given for them and {100 * inside / wanted:.0f} % of those wanted are the outlet's own part."
        )
        yield ""


def _confidence(verdicts: Sequence[Verdict]) -> Iterator[str]:
    yield "| kind of claim | confidence | reported | right |"
    yield "| --- | ---: | ---: | ---: |"
    for kind, confidence in CONFIDENCE.items():
        hits = [
            v.label.is_own
            for v in verdicts
            if v.found is not None and v.found.confidence == confidence
        ]
        right = f"{100 * sum(hits) / len(hits):.0f} %" if hits else "–"
        yield f"| {kind} | {confidence} | {len(hits)} | {right} |"
    yield ""


def _errors(verdicts: Sequence[Verdict]) -> Iterator[str]:
    wrong = Counter(v.label.kind for v in verdicts if v.found is not None and not v.label.is_own)
    missed = Counter(_cause(v) for v in verdicts if v.found is None and v.label.is_own)
    yield "What is left, in the reported half:"
    yield ""
    for kind, count in wrong.most_common():
        yield f"- taken for own voice, {count}: {WHY[kind]} ({kind})"
    for cause, count in missed.most_common():
        yield f"- missed, {count}: {MISSED[cause]}"
    yield ""


def _cause(verdict: Verdict) -> str:
    if verdict.attributed > 0.5:
        return "attributed"
    return "partly" if verdict.attributed else "passed over"


def _share(verdicts: Sequence[Verdict]) -> str:
    return f"{100 * sum(v.label.is_own for v in verdicts) / max(1, len(verdicts)):.0f}"


if __name__ == "__main__":
    sys.stdout.write(evaluate())
