"""Words that one outlet puts into many of its texts: notices, templates, invitations to subscribe.

They make no copies. What tells them from a text that was copied often: the texts that share them are
otherwise different, so texts that are nearly the same count once.
"""

import numpy as np
from numpy.typing import NDArray

from ingest.identity.origins.postings import Numbers, Shared

COMMON_TEXTS = 4
"""Different texts of one outlet that share a shingle, from which on it is boilerplate."""

_NO_OUTLET = -1


def common_places(
    shared: Shared, count: int, outlets: Numbers, same_as: Numbers
) -> NDArray[np.bool_]:
    """Which of ``count`` looked up shingles are boilerplate of some outlet.

    ``outlets`` and ``same_as`` say of each text's number which outlet's it is (-1: unknown, whose texts say
    nothing) and which earlier text it nearly equals.
    """
    is_known = outlets[shared.numbers] != _NO_OUTLET
    is_frequent = np.bincount(shared.places, minlength=count) >= COMMON_TEXTS
    kept = is_known & is_frequent[shared.places]
    places, numbers = shared.places[kept], shared.numbers[kept]
    texts = len(same_as)
    different = np.unique(places * texts + same_as[numbers])  # of nearly equal texts, the first
    in_outlet = (different // texts) * (outlets.max(initial=0) + 1) + outlets[different % texts]
    keys, counts = np.unique(in_outlet, return_counts=True)
    common = np.zeros(count, np.bool_)
    common[keys[counts >= COMMON_TEXTS] // (outlets.max(initial=0) + 1)] = True
    return common


def share_without(containment: float, shared: int, common: int) -> float:
    """The share of a text that stands in another when boilerplate is taken out of both.

    ``shared`` and ``common`` count sampled shingles: those in both texts, and those of them that are
    boilerplate.
    """
    if not common:
        return containment
    if common >= shared:
        return 0.0
    return (shared - common) / (shared / containment - common)
