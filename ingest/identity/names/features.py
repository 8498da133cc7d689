"""What speaks for and against two names being one thing's, as numbers for a small logistic model.

Pure functions of two normal forms. The weights are learned by ``evals.names_training``; evidence
from the articles around the names belongs in ``resolution``.
"""

from dataclasses import replace

from rapidfuzz.distance import OSA, JaroWinkler

from ingest.identity.names.forms import NameForm
from ingest.identity.names.gazetteer import is_demonym_of, place_code
from ingest.identity.names.shortforms import spelled_out
from ingest.identity.names.tokens import INITIAL, Aligned, aligned, likeness

FEATURES = (
    "bias", "same_key", "same_letters", "letters", "whole", "last", "last_known", "last_differs",
    "first", "first_differs", "initial", "mean", "worst", "inflected", "foreign_script",
    "more_words", "extra_is_middle", "extra_is_last", "conflict", "covered", "single", "both_single",
    "all_exact", "all_sound", "all_close", "part_exact", "part_sound", "short_inexact",
    "acronym", "acronym_differs", "acronym_other", "same_place", "other_place", "digits_differ", "types_differ", "place_inside", "demonym", "order", "other_signs",
)  # fmt: skip


def kind_of(left: NameForm, right: NameForm) -> str:
    """Which weights judge the pair."""
    types = {left.entity_type, right.entity_type}
    return next((kind for kind in ("organization", "person", "place") if kind in types), "place")


def features(left: NameForm, right: NameForm) -> dict[str, float]:
    """Features by name; those that are 0 are left out."""
    if not left.words or not right.words:
        return {"bias": 1.0}
    if len(left.words) > len(right.words):
        left, right = right, left
    turned = _turned(left, right)
    match = aligned(turned, right)
    found = {
        "bias": 1.0,
        **_whole(left, right),
        **_words(turned, right, match),
        "order": turned is not left,
        **_known(left, right),
    }
    return {name: float(value) for name, value in found.items() if value}


def _whole(left: NameForm, right: NameForm) -> dict[str, float]:
    one, other = "".join(w.plain for w in left.words), "".join(w.plain for w in right.words)
    sounds = OSA.normalized_similarity(
        "".join(w.sounded for w in left.words), "".join(w.sounded for w in right.words)
    )
    return {
        "same_key": left.key == right.key,
        "same_letters": sorted(one) == sorted(other) and left.key != right.key,
        "letters": JaroWinkler.similarity(one, other),
        "whole": sounds,
        "foreign_script": left.written.isascii() != right.written.isascii(),
        "digits_differ": left.digits != right.digits,
        "single": len(left.words) == 1 and len(right.words) > 1,
        "both_single": len(right.words) == 1,
        "other_signs": left.written != right.written and _has_signs(left) and _has_signs(right),
    }


def _turned(left: NameForm, right: NameForm) -> NameForm:
    """With the surname last where it is first: Doe Jane beside Jane Doe."""
    if not left.is_person or len(left.words) < 2:
        return left
    ends = likeness(left.words[0], right.words[-1]), likeness(left.words[-1], right.words[0])
    if min(ends) < 0.85 or likeness(left.words[0], right.words[0]) >= 0.85:
        return left
    return replace(left, words=(*left.words[1:], left.words[0]))


def _has_signs(form: NameForm) -> bool:
    """Whether it is written in signs of whole syllables, where one sign more is another name."""
    return any(
        "\u3400" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af" for char in form.written
    )


def _words(left: NameForm, right: NameForm, match: Aligned) -> dict[str, float]:
    scores = [score for _, _, score in match.pairs]
    last = likeness(left.words[-1], right.words[-1])
    lowest = min(scores, default=0.0) if not match.left_over else 0.0
    is_whole = not match.left_over and not match.right_over
    first = likeness(left.words[0], right.words[0]) if len(left.words) > 1 else 0.0
    full = len(left.words) > 1
    answered = {j: i for i, j, _ in match.pairs}
    last_answered = (len(right.words) - 1) in answered
    return {
        "last": last,
        "last_known": last_answered,
        "last_differs": full and last < 0.85 and not last_answered,
        "first": first,
        "first_differs": full and first < 0.8 and 0 not in answered,
        "initial": INITIAL in scores,
        "mean": sum(scores) / len(left.words),
        "worst": lowest,
        "all_exact": is_whole and lowest == 1.0,
        "all_sound": is_whole and lowest >= 0.92,
        "all_close": is_whole and lowest >= 0.85,
        "part_exact": not is_whole and lowest == 1.0,
        "part_sound": not is_whole and lowest >= 0.92,
        "short_inexact": lowest < 0.95 and min(len(w.plain) for w in left.words) <= 4,
        "inflected": sum(0.92 < score < 0.96 for score in scores),
        "more_words": min(len(match.right_over), 4),
        "extra_is_middle": any(0 < j < len(right.words) - 1 for j in match.right_over),
        "extra_is_last": len(right.words) - 1 in match.right_over,
        "conflict": min(len(match.left_over), len(match.right_over), 2),
        "covered": not match.left_over,
    }


def _known(left: NameForm, right: NameForm) -> dict[str, float]:
    places = place_code(left), place_code(right)
    short, long = (left, right) if left.acronym else (right, left)
    spelled = spelled_out(short, long)
    return {
        "acronym": spelled,
        "acronym_differs": short.acronym is not None and bool(long.initials) and not spelled,
        "acronym_other": _other_acronym(left, right) or _other_acronym(right, left),
        "same_place": places[0] is not None and places[0] == places[1],
        "other_place": None not in places and places[0] != places[1],
        "types_differ": left.entity_type != right.entity_type,
        "place_inside": (places[0] is None) != (places[1] is None) and left.key != right.key,
        "demonym": is_demonym_of(left, right),
    }


def _other_acronym(short: NameForm, other: NameForm) -> bool:
    """Letters in capitals are not spelled freely: ISDN is not Justin."""
    return short.acronym is not None and len(other.words) == 1 and short.key != other.key
