"""Learn the weights of pronouns' candidates, from gum_news and the tuning half of the speakers' labels.

``python -m evals.reference_training`` prints accuracy by cross-validation over documents and writes
``ingest/extract/reference/weights.tsv``. A conditional logit: each pronoun chooses among its candidates or
nobody; L2 keeps weights small. Deterministic. Speakers' labels count double, and sources of claims half as
much again: speakers are what the resolver is for. Scores on what was not learned from belong in ``evals.speakers``.
"""

import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from evals.references import Row, chain_at, texts_with_gold
from evals.shared import ROOT
from evals.speakers import Label, labels, texts_of
from ingest.events import MentionPayload
from ingest.extract import ExtractionInput
from ingest.extract.claims import attributed_claims
from ingest.extract.language import parse_texts
from ingest.extract.lexicon import load_lexicon
from ingest.extract.mentions import raw_mentions
from ingest.extract.parse import parse_of
from ingest.extract.quotes import quotations
from ingest.extract.reference.discourse import FEMALE, MALE, Entity, Item, Passage
from ingest.extract.reference.payloads import Piece, passages_of
from ingest.extract.reference.pronouns import Context, Features, candidates
from ingest.extract.reference.resolver import resolve
from ingest.extract.settle import rule_attributions

WEIGHTS = ROOT / "ingest" / "extract" / "reference" / "weights.tsv"
L2, STEPS, RATE, FOLDS = 1.0, 300, 0.1, 5

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """One pronoun with the features of its candidates, and the numbers of those that are right."""

    doc_id: str
    weight: float
    options: list[Features]  # the last one is nobody
    right: list[int]


def main() -> None:
    """Cross-validate, learn from all, write the weights."""
    choices = [*_gum_choices(), *_label_choices()]
    for least in (0.0, 0.6, 0.8):
        right, chosen = _cross_validated(choices, least)
        sys.stdout.write(
            f"share ≥ {least}: {chosen} of {len(choices)} named, {100 * right / chosen:.1f} % right\n"
        )
    learned = learn(choices)
    rows = "".join(f"{name}\t{value:.3f}\n" for name, value in sorted(learned.items()))
    heading = (
        "# Feature of a candidate antecedent and its weight; made by evals.reference_training.\n"
    )
    WEIGHTS.write_text(heading + rows)


def read(texts: Sequence[ExtractionInput]) -> Iterator[tuple[list[Passage], list[MentionPayload]]]:
    """Passages and named mentions of texts, with the rules' attributions."""
    parts = [(part, (number, name)) for number, text in enumerate(texts)
             for name, part in (("title", text.title), ("body", text.body_text))]  # fmt: skip
    pieces: dict[int, list[Piece]] = {}
    lexicon = load_lexicon()
    for batch in parse_texts(parts):
        for doc, (number, name) in batch:
            parse = parse_of(doc)
            quotes = quotations(parse.text)
            found = rule_attributions(parse, quotes, lexicon)
            claims = attributed_claims(parse, quotes, found, lexicon)
            piece = Piece(name, 0, parse, quotes, claims, list(raw_mentions(parse, name, 0)))
            pieces.setdefault(number, []).append(piece)
    for number, text in enumerate(texts):
        yield passages_of(pieces[number], f"{text.title}\n\n{text.body_text}")


def _gum_choices() -> list[Choice]:
    choices: list[Choice] = []
    documents = texts_with_gold("gum_news")
    for (text, rows), (passages, named) in zip(
        documents, read([text for text, _ in documents]), strict=True
    ):
        gold = [row for row in rows if row["type"] != "DATE_TAG"]
        starts = {row["start"]: row["chain_id"] for row in gold if " " not in row["text"]}

        is_right = partial(_is_of_chain, gold, starts, passages)
        resolve(passages, named, _watcher(text.text_hash, 1.0, is_right, choices))
    return choices


def _label_choices() -> list[Choice]:
    choices: list[Choice] = []
    tuning = [label for label in labels() if label.half == "tuning" and label.form == "pronoun"]
    texts = texts_of(tuning)
    for text, (passages, named) in zip(texts, read(texts), strict=True):
        at = {label.start: label for label in tuning if label.doc_id == text.text_hash}

        is_right = partial(_is_meant, at, passages, named)
        resolve(passages, named, _watcher(text.text_hash, 2.0, is_right, choices))
    return choices


def _is_of_chain(
    gold: Sequence[Row],
    starts: Mapping[int, str],
    passages: Sequence[Passage],
    entity: Entity,
    item: Item,
) -> bool | None:
    """Whether the entity is the one that the annotated pronoun means; None without annotation."""
    chain = starts.get(_start(passages, item))
    if chain is None:
        return None
    return any(chain_at(gold, _start(passages, m)) == chain for m in entity.items[-3:])


def _is_meant(
    at: Mapping[int, Label],
    passages: Sequence[Passage],
    named: Sequence[MentionPayload],
    entity: Entity,
    item: Item,
) -> bool | None:
    """Whether the entity is the one that the label names; None without a label."""
    label = None if passages[item.passage].is_title else at.get(_start(passages, item))
    if label is None:
        return None
    meant = label.entity or ()
    return bool(entity.name) and any(
        mention.entity_name == entity.name and start < mention.end and mention.start < end
        for mention in named
        if mention.section == "body"
        for start, end in meant
    )


def _start(passages: Sequence[Passage], item: Item) -> int:
    return passages[item.passage].parse.starts[item.token]


IsRight = Callable[[Entity, Item], bool | None]


def _watcher(
    doc_id: str, weight: float, is_right: IsRight, choices: list[Choice]
) -> Callable[[Context, Sequence[Entity]], Entity | None]:
    """Records the choice that each annotated "he" or "she" is, and tells the right one."""

    def watch(context: Context, entities: Sequence[Entity]) -> Entity | None:
        item = context.item
        if item.pronoun not in (MALE, FEMALE):
            return None
        found = candidates(context, entities)
        judged = [is_right(entity, item) for entity, _ in found]
        if not judged or judged[0] is None:
            return None
        right = [number for number, is_it in enumerate(judged) if is_it]
        # One who has no name: any candidate without a name will do, and so will nobody.
        others = [n for n, (_, features) in enumerate(found) if "unnamed" in features]
        choices.append(
            Choice(
                doc_id,
                weight * (1.5 if context.is_source else 1.0),
                [*(features for _, features in found), {"nobody": 1.0}],
                right or [*others, len(found)],
            )
        )
        return found[right[0]][0] if right else None

    return watch


def learn(choices: Sequence[Choice]) -> dict[str, float]:
    """Weights of greatest conditional likelihood, by Adam from zero."""
    names = sorted({name for choice in choices for one in choice.options for name in one})
    column = {name: number for number, name in enumerate(names)}
    most = max(len(choice.options) for choice in choices)
    values = np.zeros((len(choices), most, len(names)))
    absent, right = np.full((len(choices), most), -1e9), np.zeros((len(choices), most))
    for row, choice in enumerate(choices):
        for number, features in enumerate(choice.options):
            absent[row, number] = 0.0
            for name, value in features.items():
                values[row, number, column[name]] = value
        right[row, choice.right] = 1.0
    counts = np.array([choice.weight for choice in choices])
    return dict(zip(names, _descend(values, absent, right, counts).tolist(), strict=True))


def _descend(values: Array, absent: Array, right: Array, counts: Array) -> Array:
    rows, most, width = values.shape
    flat = values.reshape(rows * most, width)
    weights, mean, spread = np.zeros(width), np.zeros(width), np.zeros(width)
    for step in range(1, STEPS + 1):
        share = _softmax((flat @ weights).reshape(rows, most) + absent)
        wanted = share * right
        wanted /= wanted.sum(axis=1, keepdims=True) + 1e-12
        gradient = L2 * weights + flat.T @ ((share - wanted) * counts[:, None]).reshape(-1)
        mean = 0.9 * mean + 0.1 * gradient
        spread = 0.999 * spread + 0.001 * gradient**2
        rate = RATE * (0.2 if step > 0.7 * STEPS else 1.0)
        weights = weights - rate * (mean / (1 - 0.9**step)) / (
            np.sqrt(spread / (1 - 0.999**step)) + 1e-8
        )
    return weights


def _softmax(scores: Array) -> Array:
    powers: Array = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Array = powers / powers.sum(axis=1, keepdims=True)
    return shares


def _cross_validated(choices: Sequence[Choice], least: float) -> tuple[int, int]:
    """Of the choices in held-out documents: how many names were right, how many were given."""
    right = chosen = 0
    for fold in range(FOLDS):
        held = [choice for choice in choices if _fold(choice) == fold]
        weights = learn([choice for choice in choices if _fold(choice) != fold])
        for choice in held:
            number, share = _best(choice, weights)
            features = choice.options[number]
            if share >= least and "nobody" not in features and "unnamed" not in features:
                chosen += 1
                right += number in choice.right
    return right, chosen


def _fold(choice: Choice) -> int:
    return zlib.crc32(choice.doc_id.encode()) % FOLDS


def _best(choice: Choice, weights: Mapping[str, float]) -> tuple[int, float]:
    scores = np.array(
        [[sum(weights.get(n, 0.0) * v for n, v in one.items()) for one in choice.options]]
    )
    shares = _softmax(scores)[0]
    return int(shares.argmax()), float(shares.max())


if __name__ == "__main__":
    main()
