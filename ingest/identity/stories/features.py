"""What an article says that tells its happening from others: words, names, figures, days.

Read from the text alone, without a language model: names are runs of capitals that also stand inside
sentences, so the same text has the same features whichever extractor is at work. How rare a feature is
belongs in ``weighting``, how two articles compare in ``scoring``.
"""

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ingest.identity.stories.days import MONTHS, WEEKDAYS, named_days

MAX_WORDS = 400
"""Words of a body that are read: the happening is told first, and pages end in other stories."""
LEAD_WORDS = 60
FADING_WORDS = 100
"""After so many words of the body, one says half as much of the happening."""

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;\"“”`\n|•*]")
_STOP_WORDS = (
    "a about after again against all also am an and any are as at be because been before being between both but by can "
    "could did do does doing down during each few for from further had has have having he her here hers him his how i "
    "if in into is it its just me more most mr mrs ms my no nor not now of off on once only or other our out over own "
    "said same say says she should so some such than that the their them then there these they this those through to "
    "too under until up us very was we were what when where which while who whom why will with would you your dr"
)
_STOP = frozenset(_STOP_WORDS.split())
_NO_NAME = _STOP | set(WEEKDAYS) | set(MONTHS) | {"ap", "cnn", "photo", "updated", "posted"}
_AGE = re.compile(
    r"\b(\d{1,3})\s?-\s?(?:year|month|week|day)s?\s?-\s?olds?\b|,\s(\d{1,2})\s?,|\b(\d{1,3}) years old",
    re.IGNORECASE,
)
_STREET = (
    "St|Ave|Av|Rd|Dr|Ln|Ct|Blvd|Street|Avenue|Road|Drive|Lane|Court|Place|Boulevard|Way|Circle"
)
_ADDRESS = re.compile(rf"\b(\d{{2,5}})\s(?:block\b|[A-Z][a-z]+\s(?:[A-Z][a-z]+\s)?(?:{_STREET})\b)")
_FIGURE = re.compile(r"([$€£]\s?)?\b(\d+(?:[.,]\d+)*)(?:\s?(%)|(?:\s|-)([a-z]+))?")


@dataclass(frozen=True, slots=True)
class Article:
    """What is known of an article before it is compared."""

    article_id: str
    title: str
    body: str
    published: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Features:
    """One article, ready to be compared."""

    article_id: str
    day: int | None  # of publication, as a proleptic ordinal
    words: dict[str, float]  # how much of the text, 0 <= log-scaled
    early: dict[str, float]  # the same, each word counted the less the later it stands
    lead: frozenset[str]  # words of title and lead
    names: dict[str, float]  # words of names
    phrases: frozenset[str]  # two words of one name, in order
    figures: frozenset[str]
    days: frozenset[int]  # that it names
    source: str | None


class _Token(NamedTuple):
    text: str
    starts: bool  # a sentence
    follows: bool  # on the one before with only blanks between


@dataclass(slots=True)
class _Found:
    words: Counter[str] = field(default_factory=Counter)
    early: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    names: Counter[str] = field(default_factory=Counter)
    phrases: set[str] = field(default_factory=set)


def read_features(article: Article) -> Features:
    """Everything that comparing needs of this article."""
    body = _cut(article.body)
    text = f"{article.title}\n{body}"
    title_tokens, tokens = _tokens(article.title), _tokens(body)
    inside = {token.text for token in tokens if not token.starts and token.text[0].isupper()}
    lower = {token.text for token in tokens if token.text[0].islower()}
    found = _Found()
    _count(title_tokens, inside, lower, found, fading=0)
    _count(tokens, inside, lower, found, fading=1 / FADING_WORDS)
    lead = (_fold(token.text) for token in title_tokens + tokens[:LEAD_WORDS])
    return Features(
        article_id=article.article_id,
        day=article.published.toordinal() if article.published else None,
        words={word: 1 + math.log(count) for word, count in found.words.items()},
        early={word: math.log1p(share) for word, share in found.early.items()},
        lead=frozenset(word for word in lead if word not in _STOP),
        names={word: 1 + math.log(count) for word, count in found.names.items()},
        phrases=frozenset(found.phrases),
        figures=frozenset(_figures(text)),
        days=frozenset(named_days(text, article.published)),
        source=article.source,
    )


def _cut(body: str) -> str:
    for n, match in enumerate(_TOKEN.finditer(body)):
        if n >= MAX_WORDS:
            return body[: match.start()]
    return body


def _tokens(text: str) -> list[_Token]:
    found, end = [], 0
    for match in _TOKEN.finditer(text):
        gap = text[end : match.start()]
        starts = end == 0 or _SENTENCE_END.search(gap) is not None
        found.append(_Token(match.group(), starts, gap.isspace()))
        end = match.end()
    return found


def _fold(token: str) -> str:
    word = token.lower().replace("’", "'")
    if word.endswith("'s"):
        word = word[:-2]
    return word


def stem(word: str) -> str:
    """Plural and past forms together, crudely."""
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _count(
    run: list[_Token], inside: set[str], lower: set[str], found: _Found, *, fading: float
) -> None:
    """Count the words of a run, and which of them are names: capitals within sentences, never small."""
    previous = ""
    for place, token in enumerate(run):
        word = _fold(token.text)
        if word in _STOP or len(word) < 2:
            previous = ""
            continue
        found.words[stem(word)] += 1
        found.early[stem(word)] += 1 / (1 + fading * place)
        is_name = word not in _NO_NAME and token.text in inside and word not in lower
        if is_name:
            found.names[word] += 1
            if previous and token.follows and not token.starts:
                found.phrases.add(f"{previous} {word}")
        previous = word if is_name else ""


def _figures(text: str) -> list[str]:
    found = [f"age {next(filter(None, m.groups()))}" for m in _AGE.finditer(text)]
    found += [f"at {m.group(1)}" for m in _ADDRESS.finditer(text)]
    for m in _FIGURE.finditer(text):
        money, number, per, unit = m.groups()
        number = number.replace(",", "")
        if money or per:
            found.append(f"{'$' if money else ''}{number}{per or ''}")
        if unit and unit not in _STOP and unit not in ("year", "block"):
            found.append(f"{number} {stem(unit)}")
        elif len(number) > 2:
            found.append(number)
    return found
