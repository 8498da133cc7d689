"""One parsed piece of text as plain lists, so that no rule asks a spaCy token anything.

Attribute access on spaCy tokens costs about ten times a list look-up, and rules look up a lot.
Running the model belongs in ``ingest.extract.language``.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Parse:
    """Tokens of a piece of text with their syntax and names; every list is indexed by token."""

    text: str
    words: list[str]  # lower-cased
    starts: list[int]
    ends: list[int]
    heads: list[int]  # a sentence's root is its own head
    deps: list[str]
    children: list[list[int]]
    left: list[int]  # first token of the subtree
    right: list[int]  # last token of the subtree
    sentences: list[Span]  # token ranges, end exclusive
    entities: list[tuple[int, int, str]]  # token range and the model's label

    def tokens_in(self, start: int, end: int) -> Span:
        """The range of tokens that overlap these code points."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def sentence_of(self, token: int) -> Span:
        """The sentence that holds the token."""
        return self.sentences[bisect_right(self.sentences, (token, len(self.words))) - 1]

    def child(self, token: int, *deps: str) -> int | None:
        """The first child with one of these relations."""
        for kid in self.children[token]:
            if self.deps[kid] in deps:
                return kid
        return None


def parse_of(doc: Any) -> Parse:
    """Read everything the rules need out of a spaCy ``Doc`` in one call."""
    if not len(doc):
        return Parse(doc.text, [], [], [], [], [], [], [], [], [], [])
    columns = doc.to_array(["IDX", "LENGTH", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"])
    count = len(doc)
    columns = columns.reshape(count, 7).astype("int64")
    starts = columns[:, 0].tolist()
    ends = (columns[:, 0] + columns[:, 1]).tolist()
    heads = [index + offset for index, offset in enumerate(columns[:, 2].tolist())]
    names = doc.vocab.strings
    text = doc.text
    children, left, right = _tree(heads)
    first = [index for index, mark in enumerate(columns[:, 4].tolist()) if mark == 1 or not index]
    return Parse(
        text=text,
        words=[text[start:end].lower() for start, end in zip(starts, ends, strict=True)],
        starts=starts,
        ends=ends,
        heads=heads,
        deps=[names[dep] for dep in columns[:, 3].astype("uint64").tolist()],
        children=children,
        left=left,
        right=right,
        sentences=list(zip(first, [*first[1:], count], strict=True)),
        entities=[
            (begin, end, names[label])
            for begin, end, label in _entity_runs(
                columns[:, 5].tolist(), columns[:, 6].astype("uint64").tolist()
            )
        ],
    )


def _tree(heads: list[int]) -> tuple[list[list[int]], list[int], list[int]]:
    """Children and subtree edges; exact for projective trees, which the parser nearly always gives."""
    children: list[list[int]] = [[] for _ in heads]
    left, right = list(range(len(heads))), list(range(len(heads)))
    for token, head in enumerate(heads):
        if head != token:
            children[head].append(token)
        if head > token and left[token] < left[head]:
            left[head] = left[token]
    for token in range(len(heads) - 1, -1, -1):
        head = heads[token]
        if head < token and right[token] > right[head]:
            right[head] = right[token]
    return children, left, right


def _entity_runs(iob: list[int], labels: list[int]) -> list[tuple[int, int, int]]:
    """Runs of the IOB column: 3 begins an entity, 1 continues it."""
    runs: list[tuple[int, int, int]] = []
    for token, mark in enumerate(iob):
        if mark == 3:
            runs.append((token, token + 1, labels[token]))
        elif mark == 1 and runs and runs[-1][1] == token:
            runs[-1] = (runs[-1][0], token + 1, runs[-1][2])
    return runs
