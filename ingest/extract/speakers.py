"""From the word that heads a source to the named mention it is, where that is sure; else nobody.

Names only: whom a pronoun or a description means is for ``ingest.extract.reference``. A wrong speaker is
worse than none.
"""

from bisect import bisect_right
from collections.abc import Sequence

from ingest.extract.parse import Parse
from ingest.extract.reference.lexicon import PERSON, is_person_title, nouns
from ingest.extract.words import word_set

_RELATIVE = frozenset(("who", "whom", "which", "that"))
_COMPARING = word_set(
    "a an one some many most several few other others all any no both two three four five leading"
    " fellow moderate conservative"
)
_MOUTHPIECES = word_set("service services office department bureau centre center team unit desk")
_OF_THE_PRESS = word_set("press media news information communications publicity")
_BETWEEN = frozenset((",", "–", "—", "-", "--", "("))

Name = tuple[int, int, int]  # start, end, index of the mention; in reading order


def speaker_mention(
    parse: Parse, speaker: int | None, names: Sequence[Name], groups: frozenset[int] = frozenset()
) -> int | None:
    """The index of the mention that the speaker's head word lies in.

    "Putin, who said …" leads to the word before; "a spokesman, Dmitry Peskov," to the apposition.
    ``groups`` are mentions of many: "Republicans" are meant, "some Republicans" are not.
    """
    if speaker is None:
        return None
    if parse.words[speaker] in _RELATIVE:
        return _antecedent(parse, speaker, names)
    found = _at(parse, speaker, names)
    if found is None and _is_cut_title(parse, speaker):
        found = _at(parse, speaker + 1, names)
    if found is not None and (found not in groups or not _is_some(parse, speaker)):
        return found
    name = parse.child(speaker, "appos")
    name = _apposed_further(parse, speaker) if name is None else name
    return None if name is None else _at(parse, name, names)


def mouthpiece_of(parse: Parse, speaker: int | None, names: Sequence[Name]) -> int | None:
    """The index of the mention whose press service speaks: "the Kremlin's press service"."""
    if speaker is None or parse.words[speaker] not in _MOUTHPIECES:
        return None
    kids = parse.children[speaker]
    if not any(parse.words[kid] in _OF_THE_PRESS and kid < speaker for kid in kids):
        return None
    owner = parse.child(speaker, "prep")
    owner = None if owner is None or parse.words[owner] != "of" else parse.child(owner, "pobj")
    before = (kid for kid in kids if parse.deps[kid] in ("poss", "compound", "nmod"))
    owners = [*before, *([] if owner is None else [owner])]
    return next((found for one in owners if (found := _at(parse, one, names)) is not None), None)


def _apposed_further(parse: Parse, speaker: int) -> int | None:
    """A person's name that the parser took for the place's ("his counterpart in Minsk, Anna Orlova")."""
    noun = nouns().get(parse.words[speaker])
    if noun is None or noun.kind != PERSON:
        return None
    place = parse.child(speaker, "prep")
    place = None if place is None else parse.child(place, "pobj")
    name = None if place is None else parse.child(place, "appos")
    people = ((begin, end) for begin, end, label in parse.entities if label == "PERSON")
    return name if name is not None and any(b <= name < e for b, e in people) else None


def _is_cut_title(parse: Parse, token: int) -> bool:
    """Whether it is a title whose full stop the parser took for the sentence's: "Sgt."."""
    return token + 1 < len(parse.words) and is_person_title(
        parse.text[parse.starts[token] : parse.ends[token]]
    )


def _is_some(parse: Parse, token: int) -> bool:
    """Whether only a part of the group is meant."""
    return any(
        parse.words[kid] in _COMPARING
        or parse.deps[kid] in ("amod", "nummod", "compound", "relcl", "acl", "prep", "poss")
        for kid in parse.children[token]
    )


def _antecedent(parse: Parse, pronoun: int, names: Sequence[Name]) -> int | None:
    """The name that a relative pronoun stands for: by the grammar, else the one right before it."""
    verb = parse.heads[pronoun]
    if parse.deps[verb] == "relcl":
        found = _at(parse, parse.heads[verb], names)
        if found is not None:
            return found
    before = pronoun - 1
    if before > 0 and parse.words[before] in _BETWEEN:
        before -= 1
        return _at(parse, before, names)
    return None


def _at(parse: Parse, token: int, names: Sequence[Name]) -> int | None:
    start, end = parse.starts[token], parse.ends[token]
    index = bisect_right(names, (start, end, len(names))) - 1
    for begin, stop, mention in names[max(0, index - 1) : index + 2]:
        if begin < end and start < stop:
            return mention
    return None
