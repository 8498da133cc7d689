"""Headlines in the outlet's own voice: "Old bridge collapses", "Two dead after bridge collapse".

A headline leaves out verbs and capitalizes what it likes, so the parse is half the evidence and its own
forms are the other half. Whole sentences of the body belong in ``ingest.extract.own_voice``.
"""

import re
from dataclasses import dataclass

from ingest.extract.boilerplate import is_boilerplate
from ingest.extract.clauses import SUBJECTS, Said, outside
from ingest.extract.lexicon import Lexicon
from ingest.extract.parse import Parse, Span
from ingest.extract.spans import trim
from ingest.extract.words import word_set

MIN_WORDS = 3

_OUTLET = re.compile(
    r"\s+(?:\||::|[-–—])\s+(?=(?:[^|]*\b(?:news|tv|radio|times|post|tribune|herald|channel|online|weather|sports"
    r"|the hill|politico|[kw][a-z]{2,3}\d?(?:-tv)?)\b|\S*\.(?:com|org|net|tv))[^|]*(?:\||$))",
    re.I,
)
_LABEL = re.compile(
    r"\s*(?:breaking(?: news)?|update|updated|exclusive|opinion|analysis|editorial|report|watch|video|photos?"
    r"|developing|just in|commentary|column|fact check|.*#[A-Z]+)\s*:\s+",
    re.I,
)
"""What stands before the colon of some headlines and says nothing of who says the rest."""
_TOPIC = re.compile(
    r"\s*(?:how|why|what|where|who|whom|whose|when to|which|inside|meet|watch|live|listen|photos?|pictures?|gallery"
    r"|video|quiz|poll|transcript|full text|timeline|\d+ (?:\w+ )?(?:things|reasons|ways|facts|questions|takeaways"
    r"|tips|dates|photos|charts|moments|lessons|winners))\b",
    re.I,
)
_SPEAKER = (
    r"(?:police|cops?|authorities|officials?|prosecutors?|sheriffs?|sheriff's office|sources?|reports?|records"
    r"|documents|witness(?:es)?|family|lawyers?|attorneys?|polls?|survey|study|experts?|data|coroner|mayor"
    r"|governor|da|fbi|pd|[a-z]{2,4}pd|spokes(?:man|woman|person))"
)
_ATTRIBUTED = re.compile(
    rf"(?:[:—–-]\s*{_SPEAKER}\s*$|^\s*(?:[\w.'’]+ ){{0,3}}{_SPEAKER}:\s|,\s*{_SPEAKER}\s+\w+\s*$)",
    re.I,
)
_STANCE = re.compile(
    r"(?:\bgoes after|\bgo after|\blash(?:es)? out|\bhits? (?:out|back)|\bfires? back|\bpush(?:es)? back|\bspeaks? out"
    r"|\bcalls? (?:on|for|out)\b|,\s+[^,]{2,40}\s(?:says?|said|warns?|finds?|shows?|suggests?|claims?|confirms?)$)",
    re.I,
)
_INITIALS = re.compile(r"\s*[A-Z]{2,6}:\s")
"""NSA: …, LAPD: …; longer capitals are as often a columnist's name."""
_NUMBER = re.compile(
    r"(?:at least |more than |over |nearly |about |some )?(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine"
    r"|ten|dozens|hundreds|thousands)\b(?!-)",
    re.I,
)
_HAPPENED = word_set(
    "dead dies died hurt shot killed held hit found missing stabbed sought wounded injured charged arrested sentenced"
    " convicted jailed struck set cut won lost left fought caught beaten hospitalized"
)
_NO_EVENT = word_set(
    "need speed indeed feed seed breed greed creed united hundred sacred naked red bed"
)
_AFTER_EVENT = word_set(
    "in after by for on at with as over during near outside inside from and to while when following under between"
    " through of amid against around across before behind into off since within without , ; : - – — . & ago today"
)
_AUXILIARIES = word_set(
    "is are was were isn't aren't has have had will won't would can can't cannot could did didn't does doesn't do"
    " don't may might must"
)
_BEFORE_NOUN = word_set(
    "a an the of in on for to with at by from and or & 's ’s his her its their our my your as no more most all some"
    " many other new top big"
)
_UNDER_WAY = word_set(
    "considering facing fighting investigating looking recovering searching seeking"
)
_OPINIONS = ("speech", "attitude", "belief")
_ACTORS = frozenset(("PERSON", "ORG", "GPE", "NORP"))
_PLURAL_IN_FORM = word_set("news sports arms sales us")
_AFTER_NOUN = word_set(
    "of in on at by with from and or & who that which for , : ; . ? ! - – — | 's ’s ' ’ to are were have"
)


@dataclass(frozen=True, slots=True)
class Headline:
    """What a headline asserts, and whether a parsed clause or only its form shows that it does."""

    spans: tuple[Span, ...]
    head: int
    is_clause: bool


def asserted(parse: Parse, said: Said, lexicon: Lexicon) -> Headline | None:
    """The headline without its label and the outlet's name, if it asserts something itself."""
    text = parse.text
    start, end = headline_of(text)
    shown = text[start:end]
    if len(shown.split()) < MIN_WORDS or "?" in shown[-3:] or shown.count("?") > 1:
        return None
    if _TOPIC.match(shown) or is_boilerplate(shown):
        return None
    if _ATTRIBUTED.search(shown) or _STANCE.search(shown) or _INITIALS.match(shown):
        return None
    first, stop = parse.tokens_in(start, end)
    head = _clause(parse, said, first, stop)
    if _is_said(parse, said, lexicon, first, stop, head):
        return None
    is_clause = head is not None
    if head is None:
        if not _is_news(parse, first, stop):
            return None
        head = first
    spans = outside(parse, said, first, stop, head)
    return Headline(spans, head, is_clause) if spans else None


def headline_of(title: str) -> Span:
    """Where the headline proper lies: no label before it, no name of the outlet after it."""
    outlet = _OUTLET.search(title)
    end = outlet.start() if outlet is not None and outlet.start() > 20 else len(title)
    label = _LABEL.match(title, 0, end)
    return trim(title, (label.end() if label is not None else 0, end))


def _is_said(
    parse: Parse, said: Said, lexicon: Lexicon, first: int, stop: int, head: int | None
) -> bool:
    """Somebody says it: the main verb is a cue or one of saying, or nothing else has a verb."""
    if any(first <= cue < stop and _is_main(parse, cue) for cue in said.cues):
        return True
    if any(
        _says(parse, lexicon, token) and not said.content[token] for token in range(first + 1, stop)
    ):
        return True
    return head is None and 2 * sum(said.content[first:stop]) > stop - first


def _is_main(parse: Parse, token: int) -> bool:
    """Whether the word governs the headline, not a clause within it; "calls for" governs too."""
    return parse.heads[token] == token or parse.deps[token] in ("conj", "parataxis", "punct", "dep")


def _says(parse: Parse, lexicon: Lexicon, token: int) -> bool:
    """A verb of saying or judging: by its place in the parse, or by its form where that is no noun's."""
    word, before = parse.words[token], parse.words[token - 1]
    reading = lexicon.verbs.get(word, {}).get("")
    if reading is None or reading.kind not in _OPINIONS or before in _BEFORE_NOUN:
        return False
    if parse.deps[token] in ("dobj", "pobj", "relcl", "acl") or word.endswith(("ed", "ing")):
        return False
    if word.endswith("s"):
        return word not in lexicon.nouns and token + 1 < len(parse.words)
    return before.endswith("s") and not before.endswith("ss") and before not in _PLURAL_IN_FORM


def _clause(parse: Parse, said: Said, first: int, stop: int) -> int | None:
    """The main verb of a clause with a subject, outside what somebody says."""
    for token in range(first, stop):
        head = parse.heads[token]
        if parse.deps[token] not in SUBJECTS or said.content[token] or said.content[head]:
            continue
        if parse.words[token] in ("who", "that", "which", "it") and parse.deps[head] == "relcl":
            continue
        if parse.deps[head] in ("relcl", "acl", "pcomp", "csubj") and first <= head < stop:
            continue
        return head
    return None


def _is_news(parse: Parse, first: int, stop: int) -> bool:
    """A headline without a parsed clause that has the form of one: "Two dead after bridge collapse"."""
    opening = parse.words[first]
    if opening.endswith("ing") and "," not in parse.words[first:stop]:
        return False  # Digging a deeper hole
    if _NUMBER.match(parse.text, parse.starts[first]):
        return True
    named = {end for _, end, label in parse.entities if label in _ACTORS}
    return any(
        _has_happened(parse, token, stop) or _acts(parse, token, stop, token in named)
        for token in range(first + 1, stop)
    )


def _has_happened(parse: Parse, token: int, stop: int) -> bool:
    """A participle that is not the adjective of a noun after it, or a finite form of "be" and the like."""
    word, before = parse.words[token], parse.words[token - 1]
    after = parse.words[token + 1] if token + 1 < stop else ""
    if word in _AUXILIARIES:
        return bool(after) and before not in ("that", "who", "which")
    if word in _UNDER_WAY:
        return bool(after)
    is_participle = word in _HAPPENED or (word.endswith("ed") and word not in _NO_EVENT)
    return is_participle and (not after or after in _AFTER_EVENT)


def _acts(parse: Parse, token: int, stop: int, follows_name: bool) -> bool:
    """A verb in -s with something after it; what may be a plural must follow a name."""
    word, before = parse.words[token], parse.words[token - 1]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return False
    if not word.isalpha() or token + 1 == stop or before in _BEFORE_NOUN or before[0].isdigit():
        return False
    return follows_name or parse.words[token + 1] not in _AFTER_NOUN
