"""Names that the model missed in one place of an article and found in another.

Only whole names as they were written there, and surnames of people. Which names mean the same belongs in
``ingest.extract.names``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ingest.extract.gazetteer import NOT_NAMES
from ingest.extract.mentions import RawMention
from ingest.extract.names import bare_name
from ingest.extract.parse import Parse
from ingest.extract.reference.lexicon import is_person_title, nouns
from ingest.extract.words import word_set

SHORTEST = 3
"""Letters of a name that is looked for."""

_OPENERS = word_set(
    "but and when while if as though although after before since in on for the then however meanwhile"
    " president because"
)
"""Words with a capital at the head of a sentence, after which a name may begin."""

_JOINING = frozenset(" -’'")

Surface = tuple[str, str]  # the name as written, its type


def repeated_mentions(
    parse: Parse,
    section: str,
    offset: int,
    known: Sequence[RawMention],
    surfaces: Sequence[Surface],
) -> Iterator[RawMention]:
    """More mentions of the surfaces in one parsed piece, where no known mention of it lies."""
    by_word: dict[str, list[Surface]] = defaultdict(list)
    for name, entity_type in surfaces:
        by_word[name.split()[0].lower()].append((name, entity_type))
    taken = [(m.start - offset, m.end - offset) for m in known if m.section == section]
    text = parse.text
    for token, word in enumerate(parse.words):
        if word not in by_word:
            continue
        start = parse.starts[token]
        for name, entity_type in by_word[word]:
            end = start + len(name)
            if not text.startswith(name, start) or not _stands_alone(parse, token, end):
                continue
            if not any(begin < end and start < stop for begin, stop in taken):
                yield RawMention(section, offset + start, offset + end, name, entity_type, None)
                break


def surfaces_of(found: Iterable[RawMention]) -> list[Surface]:
    """What to look for, the longest first: full names, surnames of people, names of bodies."""
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in found:
        if mention.entity_type not in ("person", "organization", "place"):
            continue
        if "\n" in mention.text:
            continue
        types[mention.text][mention.entity_type] += 2
        words = bare_name(mention.text).split()
        if mention.entity_type == "person" and len(words) > 1:
            types[words[-1]]["person"] += 1
    surfaces = [(name, votes.most_common(1)[0][0]) for name, votes in types.items()]
    return sorted(
        (surface for surface in surfaces if _is_telling(*surface)),
        key=lambda surface: (-len(surface[0]), surface[0]),
    )


def _is_telling(name: str, entity_type: str) -> bool:
    if len(name) < SHORTEST or not name[:1].isupper() or name.lower() in NOT_NAMES:
        return False
    if " " in name or entity_type != "place":
        return " " in name or name.lower() not in nouns()
    return False  # one-word places stand within other names too often


def _stands_alone(parse: Parse, token: int, end: int) -> bool:
    """Not a part of a longer name: no capital right before, but a title, and none right after."""
    text = parse.text
    if text[end : end + 1].isalnum() or (
        text[end : end + 1] in _JOINING and text[end + 1 : end + 2].isupper()
    ):
        return False
    if not token:
        return True
    start, before = parse.starts[token], text[parse.starts[token - 1] : parse.ends[token - 1]]
    touches = parse.ends[token - 1] == start and before[-1:].isalnum()
    is_name = before[:1].isupper() and text[parse.ends[token - 1] : start] == " "
    starts_sentence = token - 1 == parse.sentence_of(token)[0]
    return (
        not touches
        and not before.endswith(("-", "@", "#", "/"))
        and (
            not is_name
            or is_person_title(before)
            or (starts_sentence and before.lower() in _OPENERS)
        )
    )
