"""The peer of story assignment: TF-IDF over whole texts, clustered in one batch by average linkage.

It sees every article before it decides, and gets the threshold that is best on the very data.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from scipy.spatial.distance import squareform  # type: ignore[import-untyped]
from spacy.lang.en.stop_words import STOP_WORDS

from evals.story_data import Stream

_WORD = re.compile(r"\b\w\w+\b")
WINDOW_DAYS = 15
THRESHOLDS = tuple(np.arange(0.4, 0.97, 0.02).tolist())


def clusterings(stream: Stream, *, window: bool) -> list[list[int]]:
    """The clusters at each of ``THRESHOLDS``."""
    vectors = _tfidf([f"{one.title} {one.body}" for one in stream.articles])
    distances = 1 - (vectors @ vectors.T).toarray()
    if window:
        days = np.array(
            [one.published.toordinal() if one.published else 0 for one in stream.articles]
        )
        distances[np.abs(days[:, None] - days[None]) > WINDOW_DAYS] = 1
    np.fill_diagonal(distances, 0)
    condensed = squareform(np.clip(distances, 0, 1), checks=False)
    tree = linkage(condensed, "average")
    return [fcluster(tree, threshold, "distance").tolist() for threshold in THRESHOLDS]


def _tfidf(texts: Sequence[str]) -> "csr_matrix[NDArray[np.float64]]":
    documents = [
        Counter(word for word in _WORD.findall(text.lower()) if word not in STOP_WORDS)
        for text in texts
    ]
    seen = Counter(word for document in documents for word in document)
    column = {word: n for n, word in enumerate(word for word in seen if seen[word] > 1)}
    idf = {word: math.log((1 + len(texts)) / (1 + seen[word])) + 1 for word in column}
    rows, columns, values = [], [], []
    for row, document in enumerate(documents):
        weights = {w: (1 + math.log(c)) * idf[w] for w, c in document.items() if w in column}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        rows += [row] * len(weights)
        columns += [column[word] for word in weights]
        values += [weight / length for weight in weights.values()]
    return csr_matrix((values, (rows, columns)), shape=(len(texts), len(column)))
