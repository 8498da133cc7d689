"""In which mood the content is said: as a fact, as possible, necessary, conditional or intended.

Read from the content's main clause; who wants or thinks it belongs to the cue's stance.
"""

from collections.abc import Sequence

from ingest.extract.inflection import forms_of
from ingest.extract.parse import Parse, Span
from ingest.extract.saying import Meaning, is_question
from ingest.extract.words import word_set

_POSSIBLE = word_set("may might could can perhaps maybe possibly probably likely presumably")
_NECESSARY = word_set("must should ought shall")
_WOULD = word_set("would 'd ’d")
_FUTURE = _WOULD | word_set("will 'll ’ll")
_NEEDS = word_set("has have had having need needs needed ought")
_OBLIGED = word_set(
    "necessary essential imperative crucial vital required obliged obligated forced supposed"
    " compelled mandatory needed"
)
_LIKELY = word_set(
    "possible likely unlikely probable conceivable plausible able unable capable bound expected"
    " liable set due seems seem seemed appears appear appeared"
)
_PLANNED = forms_of(
    "plan intend aim hope want wish seek prepare promise pledge vow threaten try decide attempt"
) | word_set("ready willing eager determined poised")
_CONDITIONS = word_set("if unless provided assuming")
_FINITE = ("nsubj", "nsubjpass", "expl", "csubj")
_AUXILIARIES = ("aux", "auxpass", "advmod")


def modality_of(
    parse: Parse,
    content: Sequence[Span],
    head: int | None,
    meaning: Meaning | None = None,
    *,
    is_quoted: bool = False,
) -> str:
    """The mood of the clause that this word heads, said with a cue of this meaning.

    "Would" without a condition is the future of the past in an indirect report, a condition in a
    quotation.
    """
    if is_question(parse.text, content):
        return "possible"
    if meaning is not None and meaning.stance == "demand":
        begins = parse.text[content[0][0] : content[0][0] + 3] if content else ""
        return "intended" if meaning.kind == "intention" and begins == "to " else "necessary"
    if head is None:
        return "asserted"
    words = _auxiliaries(parse, head)
    if meaning is not None and _is_raised(parse, content, words, meaning):
        return "possible"
    if meaning is not None and _is_planned(parse, head, words, meaning):
        return "intended"
    if _has_condition(parse, head, content):
        return "conditional"
    if words & _POSSIBLE:
        return "possible"
    if words & _NECESSARY:
        return "necessary"
    mood = _lexical(parse, head)
    return mood or ("conditional" if is_quoted and words & _WOULD else "asserted")


def _is_raised(parse: Parse, content: Sequence[Span], words: set[str], meaning: Meaning) -> bool:
    """What somebody else is to do, as one believes: "the bridge is expected to close"."""
    first = content[0][0] if content else 0
    return meaning.kind == "belief" and "to" in words and not parse.text.startswith("to ", first)


def _is_planned(parse: Parse, head: int, words: set[str], meaning: Meaning) -> bool:
    """What the cue intends: "plans to go", "refused to go", "promised that it would go", "hopes to go"."""
    if "to" in words:
        return meaning.kind in ("intention", "refusal", "belief")
    is_clause = parse.child(head, *_FINITE) is not None
    return meaning.kind == "intention" and (not is_clause or bool(words & _FUTURE))


def _auxiliaries(parse: Parse, head: int) -> set[str]:
    """Auxiliaries and adverbs of a verb, those of the copula or verb above "able", "likely" too."""
    return {parse.words[kid] for kid in parse.children[head] if parse.deps[kid] in _AUXILIARIES}


def _has_condition(parse: Parse, head: int, content: Sequence[Span]) -> bool:
    """A clause of condition within the content: "if elected, he would resign", "were it to fail"."""
    begin, end = (content[0][0], content[-1][1]) if content else (0, 0)
    for kid in parse.children[head]:
        inside = begin <= parse.starts[kid] < end
        if inside and parse.deps[kid] in ("advcl", "prep", "mark", "ccomp"):
            first = parse.left[kid]
            if parse.words[first] in _CONDITIONS or parse.words[kid] in _CONDITIONS:
                return True
    return False


def _lexical(parse: Parse, head: int) -> str | None:
    """Moods that a full verb or adjective carries: "has to go", "is likely to go", "plans to go"."""
    word = parse.words[head]
    goal = parse.child(head, "xcomp")
    if goal is not None and _is_infinitive(parse, goal):
        if word in _NEEDS or word in _OBLIGED:
            return "necessary"
        if word in _LIKELY:
            return "possible"
        if word in _PLANNED:
            return "intended"
    complement = parse.child(head, "acomp", "attr", "oprd")
    if complement is None:
        return None
    word = parse.words[complement]
    if word in _OBLIGED:
        return "necessary"
    if word in _LIKELY and (word not in ("set", "due", "bound") or parse.children[complement]):
        return "possible"
    return "intended" if word in _PLANNED and parse.child(complement, "xcomp") is not None else None


def _is_infinitive(parse: Parse, verb: int) -> bool:
    return any(
        parse.deps[kid] == "aux" and parse.words[kid] == "to" for kid in parse.children[verb]
    )
