"""What two names can never be one thing by, however alike they are; whether one body's name holds another's.

How alike they are belongs in ``scoring``.
"""

from ingest.identity.entities.keys import generation
from ingest.identity.names.forms import NameForm
from ingest.identity.names.gazetteer import is_demonym_of, place_code
from ingest.identity.names.inflection import same_stem
from ingest.identity.names.shortforms import spelled_out

_SHORTEST_SKELETON = 3
_BODY_AND_PLACE = {"organization", "place"}


def apart(left: NameForm, right: NameForm) -> bool:
    """Never one thing: father and son, a people and its country, two known places, Boeing and Beijing."""
    if left.is_person:
        generations = generation(left), generation(right)
        return generations[0] != generations[1] and (all(generations) or left.key == right.key)
    codes = place_code(left), place_code(right)
    if None not in codes:
        return codes[0] != codes[1]
    if left.key == right.key:
        return False
    return is_demonym_of(left, right) or _differs_as_body(left, right) or _two_words(left, right)


def _differs_as_body(left: NameForm, right: NameForm) -> bool:
    """A body and a place of other words: Air China and China, Columbia and Columbus."""
    if {left.entity_type, right.entity_type} != _BODY_AND_PLACE or left.stems == right.stems:
        return False
    if place_code(left) is not None or place_code(right) is not None:
        return True
    return len(left.words) == len(right.words) and not _is_spelled_out(left, right)


def _two_words(left: NameForm, right: NameForm) -> bool:
    """Single words of other consonants are other names: Rovers and Ravens; letters are not spelled freely."""
    if left.acronym is not None and right.acronym is not None:
        return True
    if len(left.words) != 1 or len(right.words) != 1 or _is_spelled_out(left, right):
        return False
    if left.acronym is not None or right.acronym is not None:
        return True
    one, other = left.words[0], right.words[0]
    if one.stem == other.stem or same_stem(one.sounded, other.sounded):
        return False
    return len(one.skeleton) < _SHORTEST_SKELETON or one.skeleton != other.skeleton


def _is_spelled_out(left: NameForm, right: NameForm) -> bool:
    return spelled_out(left, right) or spelled_out(right, left)


def shortened(left: NameForm, right: NameForm) -> bool:
    """Whether one body's name holds the other's as whole words."""
    if {left.entity_type, right.entity_type} != {"organization"}:
        return False
    if place_code(left) is not None or place_code(right) is not None:
        return False
    short, long = sorted((left.key, right.key), key=len)
    return short != long and f" {short} " in f" {long} "
