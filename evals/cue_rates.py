"""How often each frame of a cue is a claim, counted on the PolNeAR training articles.

``python -m evals.cue_rates`` prints lemma, part of speech, frame, occurrences, the share of them that are claims, the
share smoothed, and the rate that ``cues.tsv`` holds, tab-separated; ``python -m evals.cue_rates urge doubt`` only of these
lemmas, whether the lexicon knows them or not (a verb and a noun are tried). An occurrence within
the content of an annotated attribution is left out, for nested ones are not annotated. One is a
claim when the cue lies in an annotated cue, the sources agree and the contents share at least four fifths of their words. The rates
of the frequent frames in ``cues.tsv`` come out again within .06 on average; those of rare ones were set by their like.
"""

import gzip
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import orjson

from evals.shared import DATA
from ingest.extract.candidates import Candidate, Finder
from ingest.extract.language import parse_texts
from ingest.extract.lexicon import Cue, Lexicon, lexicon_of, load_lexicon
from ingest.extract.parse import Parse, Span, parse_of
from ingest.extract.quotes import quotations
from ingest.extract.spans import overlaps

TEXTS = DATA / "attribution" / "polnear.train.jsonl.gz"
SHARED_WORDS = 0.8
PRIOR, WEIGHT = 0.25, 3.0
"""A frame is taken for a claim as often as the threshold says until more than a few cases speak."""

Key = tuple[str, str, str]


class _EveryFrame(dict[str, float]):
    """Frames that know every name, so that the finder passes all candidates."""

    def get(self, _name: str, _default: float = 0.0) -> float:  # type: ignore[override]
        return 1.0


def counts(lemmas: Sequence[str] = ()) -> dict[Key, list[int]]:
    """Lemma, part and frame -> how often it occurs, and how often it is a claim."""
    lexicon = _open_lexicon(lemmas)
    with gzip.open(TEXTS, "rb") as lines:
        articles = [orjson.loads(line) for line in lines]
    texts = ((article["text"], article["attributions"]) for article in articles)
    found: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for batch in parse_texts(texts):
        for doc, gold in batch:
            for key, is_claim in _judged(parse_of(doc), gold, lexicon):
                found[key][0] += 1
                found[key][1] += is_claim
    return found


def smoothed(occurrences: int, claims: int) -> float:
    """The share of claims, drawn towards the prior while cases are few."""
    return (claims + PRIOR * WEIGHT) / (occurrences + WEIGHT)


def _open_lexicon(lemmas: Sequence[str]) -> Lexicon:
    """The shipped cues, or these, with every frame open."""
    shipped = load_lexicon()
    cues: dict[tuple[str, str], Cue] = {
        (cue.lemma, cue.part): cue
        for cue in (
            *(cue for readings in shipped.verbs.values() for cue in readings.values()),
            *shipped.nouns.values(),
            *shipped.phrases.values(),
        )
    }
    wanted: Iterable[Cue] = cues.values()
    if lemmas:
        wanted = [
            cues.get((lemma, part), Cue(lemma, part, "speech", "neutral", {"quote": 1.0}))
            for lemma in lemmas
            for part in ("verb", "noun")
        ]
    return lexicon_of([replace(cue, frames=_EveryFrame(cue.frames)) for cue in wanted])


def _judged(
    parse: Parse, gold: Sequence[Mapping[str, list[Span]]], lexicon: Lexicon
) -> Iterator[tuple[Key, bool]]:
    contents = [(start, end) for one in gold for start, end in one["content"]]
    seen: set[tuple[int, str]] = set()
    wide: set[int] = (
        set()
    )  # cues with an object and what follows it: the object alone is no reading
    for candidate in Finder(parse, quotations(parse.text), lexicon).candidates():
        place = (candidate.token, candidate.frame)
        if not candidate.cue or place in seen or overlaps(candidate.cue[0], contents):
            continue
        if candidate.frame == "dobj" and candidate.token in wide:
            continue
        seen.add(place)
        if candidate.frame.startswith("dobj+"):
            wide.add(candidate.token)
        key = (candidate.lexeme.lemma, candidate.lexeme.part, candidate.frame)
        yield key, any(_matches(parse, candidate, one) for one in gold)


def _matches(parse: Parse, candidate: Candidate, gold: Mapping[str, list[Span]]) -> bool:
    if not overlaps(candidate.cue[0], gold["cue"]):
        return False
    if bool(candidate.source) != bool(gold["source"]) or not all(
        overlaps(span, gold["source"]) for span in candidate.source
    ):
        return False
    ours, theirs = _words(parse, candidate.content), _words(parse, gold["content"])
    return len(ours & theirs) >= SHARED_WORDS * len(ours | theirs)


def _words(parse: Parse, spans: Iterable[Span]) -> set[int]:
    return {
        token
        for start, end in spans
        for token in range(*parse.tokens_in(start, end))
        if parse.words[token][:1].isalnum()
    }


def _rows(lemmas: Sequence[str]) -> Iterator[str]:
    shipped = load_lexicon()
    known = {c.lemma: c for readings in shipped.verbs.values() for c in readings.values()}
    nouns = {cue.lemma: cue for cue in shipped.nouns.values()}
    tables = {"verb": known, "noun": nouns, "phrase": shipped.phrases}
    for (lemma, part, frame), (occurrences, claims) in sorted(counts(lemmas).items()):
        cue = tables[part].get(lemma)
        rate = "" if cue is None else cue.frames.get(frame, "")
        share, smooth = claims / occurrences, smoothed(occurrences, claims)
        yield f"{lemma}\t{part}\t{frame}\t{occurrences}\t{share:.2f}\t{smooth:.2f}\t{rate}"


if __name__ == "__main__":
    if not TEXTS.exists():
        sys.exit(f"the evaluation data is not here: {DATA} (set NEWSLEDGER_SHARED)")
    sys.stdout.write(
        "\n".join(["lemma\tpart\tframe\tn\tshare\tsmoothed\tshipped", *_rows(sys.argv[1:])]) + "\n"
    )
