"""Who speaks: claims' speakers against labelled ones, and references against two annotated corpora.

``python -m evals.speakers`` prints the report's section. A label (``evals/labels/speakers.jsonl``) is a
source in an article: document and offsets, the offsets of named mentions of the entity meant (null when it has
no name there), the kinds of speaker that fit, and whether the source is a name, a description or a
pronoun. They were made by reading the articles, without what any resolver said in view. Articles were drawn at
random; in one draw every source was labelled, in a second only pronouns and descriptions. The resolver was made
with the tuning half in view; the reported half was only counted. Learning weights belongs in
``evals.reference_training``.
"""

import gzip
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import orjson

from evals.references import corpora_section
from evals.shared import DATA, ROOT
from ingest.events import ClaimPayload, MentionPayload
from ingest.extract import Extraction, ExtractionInput, default_extractor
from ingest.extract.parse import Span

LABELS = ROOT / "evals" / "labels" / "speakers.jsonl"
HALVES = ("tuning", "reported")
FORMS = ("name", "pronoun", "description")

RIGHT, WRONG, UNKNOWN, LEFT, INVENTED = "right", "wrong", "unknown", "left", "invented"


@dataclass(frozen=True, slots=True)
class Label:
    """One source that somebody labelled."""

    dataset: str
    doc_id: str
    half: str  # tuning | reported
    start: int
    end: int
    form: str  # name | pronoun | description
    kinds: frozenset[str]
    entity: tuple[Span, ...] | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the extractor made of a label."""

    label: Label
    outcome: str  # right | wrong | unknown; left | invented where nobody named is meant
    kind: str | None  # the claim's speaker_kind; None where no claim has this source
    is_known_name: bool  # whether the entity meant is among the article's mentions


def evaluate() -> str:
    """The report's section."""
    if not DATA.exists():
        return "## Speakers\n\nskipped: the data is not here\n"
    extractor = default_extractor()
    verdicts = list(verdicts_of(labels()))
    return "\n".join(
        [
            "## Speakers",
            "",
            f"{len(verdicts)} labelled sources of {len({v.label.doc_id for v in verdicts})} articles, "
            f"extractor {extractor.name} {extractor.version}. Accuracy: of those resolved to a named "
            "entity, how many are the right one (resolving one who has no name is wrong). Unknown: of "
            "those who have a name in the article, how many are left without it.",
            "",
            *_accuracy(verdicts),
            "",
            *_kinds(verdicts),
            "",
            *_what_is_left(verdicts),
            "",
            corpora_section(),
        ]
    )


def labels() -> list[Label]:
    """The labels in the order of their articles."""
    rows = [orjson.loads(line) for line in LABELS.read_bytes().splitlines()]
    return [
        Label(
            dataset=row["dataset"],
            doc_id=row["doc_id"],
            half=row["half"],
            start=row["start"],
            end=row["end"],
            form=row["form"],
            kinds=frozenset(row["kinds"]),
            entity=None if row["entity"] is None else tuple((s, e) for s, e in row["entity"]),
        )
        for row in rows
    ]


def texts_of(wanted: Iterable[Label]) -> list[ExtractionInput]:
    """The articles of these labels."""
    ids: dict[str, set[str]] = {}
    for label in wanted:
        ids.setdefault(label.dataset, set()).add(label.doc_id)
    texts = []
    for dataset, chosen in sorted(ids.items()):
        with gzip.open(DATA / dataset / "articles.jsonl.gz", "rb") as lines:
            for line in lines:
                row = orjson.loads(line)
                if row["id"] in chosen:
                    texts.append(ExtractionInput(row["id"], row["title"], row["text"]))
    return texts


def verdicts_of(wanted: Sequence[Label]) -> Iterator[Verdict]:
    """Each label with what the default extractor made of it."""
    by_document: dict[str, list[Label]] = {}
    for label in wanted:
        by_document.setdefault(label.doc_id, []).append(label)
    texts = texts_of(wanted)
    for text, result in zip(texts, default_extractor().extract(texts), strict=True):
        for label in by_document[text.text_hash]:
            yield verdict_of(label, text.body_text, result)


def verdict_of(label: Label, text: str, result: Extraction) -> Verdict:
    """Judge one label; where no claim has the source, the mention that stands there counts."""
    claim = _claim_at(label, result.claims)
    if claim is None:
        found = _mention_at(label, result.mentions)
    else:
        found = None if claim.speaker_mention is None else result.mentions[claim.speaker_mention]
    kind = None if claim is None else claim.speaker_kind
    if label.entity is None:
        return Verdict(label, LEFT if found is None else INVENTED, kind, False)
    meant = label.entity
    names = {
        m.entity_name
        for m in result.mentions
        if m.section == "body" and m.mention_type == "name" and _touches((m.start, m.end), meant)
    }
    if found is None:
        return Verdict(label, UNKNOWN, kind, bool(names))
    written = " ".join(text[start:end] for start, end in meant).casefold()
    is_right = found.entity_name in names or found.entity_name.casefold() in written
    return Verdict(label, RIGHT if is_right else WRONG, kind, bool(names))


def _claim_at(label: Label, claims: Iterable[ClaimPayload]) -> ClaimPayload | None:
    """The claim whose source stands there, the one that begins nearest if several do."""
    here = [
        claim
        for claim in claims
        if claim.section == "body"
        and claim.voice == "attributed"
        and _touches((label.start, label.end), claim.speaker_spans)
    ]
    return min(here, key=lambda c: abs(c.speaker_spans[0][0] - label.start), default=None)


def _mention_at(label: Label, mentions: Iterable[MentionPayload]) -> MentionPayload | None:
    here = [
        m
        for m in mentions
        if m.section == "body"
        and (m.end == label.end or (m.start <= label.start and label.end <= m.end))
    ]
    return here[-1] if here else None


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _accuracy(verdicts: Sequence[Verdict]) -> list[str]:
    lines = [
        "| half | source is a | labels | with a name | accuracy | unknown |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for half in (*HALVES, "both"):
        for form in (*FORMS, "any"):
            chosen = [
                v
                for v in verdicts
                if half in (v.label.half, "both") and form in (v.label.form, "any")
            ]
            counts = Counter(v.outcome for v in chosen)
            resolved = counts[RIGHT] + counts[WRONG] + counts[INVENTED]
            named = counts[RIGHT] + counts[WRONG] + counts[UNKNOWN]
            lines.append(
                f"| {half} | {form} | {len(chosen)} | {named} | {_percent(counts[RIGHT], resolved)} "
                f"| {_percent(counts[UNKNOWN], named)} |"
            )
    return lines


def _kinds(verdicts: Sequence[Verdict]) -> list[str]:
    """How often the kind of speaker is one that fits, by the kinds that fit."""
    lines = ["| kind of speaker | sources of claims | right |", "| --- | ---: | ---: |"]
    totals: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for verdict in verdicts:
        if verdict.kind is not None:
            for kind in ("/".join(sorted(verdict.label.kinds)), "any"):
                totals[kind] += 1
                right[kind] += verdict.kind in verdict.label.kinds
    for kind, total in sorted(totals.items(), key=lambda pair: (pair[0] == "any", -pair[1])):
        lines.append(f"| {kind} | {total} | {_percent(right[kind], total)} |")
    return lines


def _what_is_left(verdicts: Sequence[Verdict]) -> list[str]:
    """Errors by cause, over both halves."""
    causes: Counter[str] = Counter()
    for verdict in verdicts:
        form = verdict.label.form
        if verdict.outcome == UNKNOWN:
            no_claim = ", and no claim has it for a source" if verdict.kind is None else ""
            cause = "refused" if verdict.is_known_name else "its name is no mention"
            causes[f"unknown: {form}, {cause}{no_claim}"] += 1
        elif verdict.outcome == WRONG:
            causes[f"wrong: {form} taken for somebody else"] += 1
        elif verdict.outcome == INVENTED:
            causes[f"wrong: {form} of one without a name taken for a named one"] += 1
    return [
        "| what is left | labels |",
        "| --- | ---: |",
        *(f"| {cause} | {count} |" for cause, count in sorted(causes.items())),
    ]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


if __name__ == "__main__":
    sys.stdout.write(evaluate())
