"""What a name is looked up by: keys narrow enough that a memory of many texts finds few names by each.

Values only. What is then compared belongs in ``scoring``.
"""

from collections.abc import Iterator
from itertools import combinations

from ingest.identity.names.forms import NameForm
from ingest.identity.names.gazetteer import place_code
from ingest.identity.names.lexicon import words

_GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))
MOST_WORDS = 5
"""Words whose pairs are keys; the names of laws and events have more."""


def generation(form: NameForm) -> str:
    """Father and son: "Jr" and "Sr" are the only part of what is set aside that tells people apart."""
    told = form.weak & _GENERATIONS & words("suffix")
    return " " + min(told) if told else ""


def node_of(form: NameForm) -> str:
    """Names with one node are one spelling but for case, marks, titles and legal forms."""
    return form.key + generation(form)


def keys_of(form: NameForm) -> Iterator[str]:
    """Every key once; people and the rest have keys of their own."""
    kind = "p" if form.is_person else "o"
    return (f"{kind}{key}" for key in dict.fromkeys(_keys(form)))


def surname_keys(form: NameForm) -> list[str]:
    """Where people are found whose name has the word of a bare name."""
    return [f"p{key}" for word in form.words[:1] for key in _word_keys(word.skeleton, word.stem)]


def _keys(form: NameForm) -> Iterator[str]:
    coarse = []
    for word in form.words[:MOST_WORDS]:
        if len(word.plain) > 1:
            yield from _word_keys(word.skeleton, word.stem)
            coarse.append(word.skeleton[:3])
    for pair in combinations(sorted(coarse), 2):
        yield "w:" + "+".join(pair)
    if form.acronym:
        yield f"a:{form.acronym}"
    for initials in sorted(form.initials):
        if len(initials) > 1:
            yield f"a:{initials}"
    code = place_code(form)
    if code is not None:
        yield f"c:{code}"


def _word_keys(skeleton: str, stem: str) -> Iterator[str]:
    """The first three consonants: endings and most differences of spelling come later; and all of them."""
    if len(skeleton) > 2:
        yield f"s:{skeleton[:3]}"
        yield f"l:{skeleton}"
    else:
        yield f"t:{stem[:4]}"
