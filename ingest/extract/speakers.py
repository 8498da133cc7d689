"""From the word that heads a source to the mention it is, where that is sure; else nobody.

Pronouns and descriptions stay unknown here: a wrong speaker is worse than none.
"""

from bisect import bisect_right
from collections.abc import Sequence

from ingest.extract.parse import Parse

_RELATIVE = frozenset(("who", "whom", "which", "that"))

Name = tuple[int, int, int]  # start, end, index of the mention; in reading order


def speaker_mention(parse: Parse, speaker: int | None, names: Sequence[Name]) -> int | None:
    """The index of the mention that the speaker's head word lies in.

    "Putin, who said …" leads to the word before; "a spokesman, Dmitry Peskov," to the apposition.
    """
    if speaker is None:
        return None
    head = _antecedent(parse, speaker) if parse.words[speaker] in _RELATIVE else speaker
    if head is None:
        return None
    found = _at(parse, head, names)
    if found is None:
        name = parse.child(head, "appos")
        found = None if name is None else _at(parse, name, names)
    return found


def _antecedent(parse: Parse, pronoun: int) -> int | None:
    verb = parse.heads[pronoun]
    return parse.heads[verb] if parse.deps[verb] == "relcl" else None


def _at(parse: Parse, token: int, names: Sequence[Name]) -> int | None:
    start, end = parse.starts[token], parse.ends[token]
    index = bisect_right(names, (start, end, len(names))) - 1
    for begin, stop, mention in names[max(0, index - 1) : index + 2]:
        if begin < end and start < stop:
            return mention
    return None
