"""From names in articles to entities: short forms within the article, groups of names, bare names by who is known.

Values in, values out: the decisions are returned with score and reason; appending them to the log, and people's
decisions, belong in the step that calls this.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.identity.names.bare import Bearers, meant
from ingest.identity.names.blocking import block_keys
from ingest.identity.names.clustering import average_link
from ingest.identity.names.forms import NameForm, name_form
from ingest.identity.names.gazetteer import is_demonym_of, place_code
from ingest.identity.names.lexicon import words
from ingest.identity.names.scoring import reasons, score
from ingest.identity.names.shortforms import is_short, meant_here

LARGEST_BLOCK = 400
"""A key that more names share says nothing: "John", "Bank"."""
TOGETHER = 1.5
"""Log odds for a body that is named in short and in full in one article: Acme, Acme Steel."""
_GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))


@dataclass(frozen=True, slots=True)
class Named:
    """A name in an article."""

    article_id: str
    name: str
    entity_type: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two names that were taken for one thing's, or may be; for a bare name the right side is its article."""

    left: str
    right: str
    entity_type: str
    score: float
    is_same: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """The group of each name in order, and what was judged on the way."""

    groups: list[int]
    judgements: list[Judgement]


Node = tuple[bool, str]
Nodes = dict[Node, NameForm]


def resolve(names: Sequence[Named]) -> Resolution:
    """Groups of names; names of one group are one entity."""
    forms = _meant_in_article(
        names, _typed([name_form(one.name, one.entity_type) for one in names])
    )
    full = _nodes(form for form in forms if not is_short(form))
    short = _nodes(form for form in forms if is_short(form))
    group_of, judged = _grouped(full, _articles(names, forms), _shortened(names, forms))
    first = max(group_of.values(), default=-1) + 1
    own, _ = _grouped(short, Counter(list(short)), set())
    bearers = Bearers()
    for one, form in zip(names, forms, strict=True):
        if not is_short(form):
            bearers.add(one.article_id, form, group_of[_node(form)])
    bare, doubts = _bare(names, forms, bearers)
    groups = [
        bare.get((one.article_id, _node(form)), first + own[_node(form)])
        if is_short(form)
        else group_of[_node(form)]
        for one, form in zip(names, forms, strict=True)
    ]
    return Resolution(groups, judged + doubts)


def _node(form: NameForm) -> Node:
    return form.is_person, form.key + _generation(form)


def _generation(form: NameForm) -> str:
    """Father and son: "Jr" and "Sr" are the only part of what is set aside that tells people apart."""
    told = form.weak & _GENERATIONS & words("suffix")
    return " " + min(told) if told else ""


def _nodes(forms: Iterable[NameForm]) -> Nodes:
    """Each normal form once, by the spelling that comes first in the alphabet."""
    found: Nodes = {}
    for form in sorted(forms, key=lambda form: (form.written, form.entity_type)):
        found.setdefault(_node(form), form)
    return found


def _typed(forms: Sequence[NameForm]) -> list[NameForm]:
    """The type that most mentions of a name have; a person and a place of one name stay two."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for form in forms:
        if not form.is_person:
            votes[form.key][form.entity_type] += 1
    most = {
        key: min(count, key=lambda kind: (-count[kind], kind)) for key, count in votes.items()
    }  # fmt: skip
    return [form if form.is_person else replace(form, entity_type=most[form.key]) for form in forms]


def _meant_in_article(names: Sequence[Named], forms: Sequence[NameForm]) -> list[NameForm]:
    """Short forms replaced by the full name that their article has for them."""
    by_article: dict[str, dict[Node, NameForm]] = defaultdict(dict)
    for one, form in zip(names, forms, strict=True):
        by_article[one.article_id].setdefault(_node(form), form)
    return [
        meant_here(form, by_article[one.article_id].values()) or form
        for one, form in zip(names, forms, strict=True)
    ]


def _articles(names: Sequence[Named], forms: Sequence[NameForm]) -> Counter[Node]:
    """In how many articles each normal form stands."""
    seen = {(one.article_id, _node(form)) for one, form in zip(names, forms, strict=True)}
    return Counter(node for _, node in seen)


def _shortened(names: Sequence[Named], forms: Sequence[NameForm]) -> set[tuple[Node, Node]]:
    """Pairs of bodies of one article of which one name begins or ends the other."""
    by_article: dict[str, dict[Node, NameForm]] = defaultdict(dict)
    for one, form in zip(names, forms, strict=True):
        if form.entity_type == "organization" and place_code(form) is None:
            by_article[one.article_id][_node(form)] = form
    found: set[tuple[Node, Node]] = set()
    for bodies in by_article.values():
        for node in bodies:
            for other in bodies:
                short, long = node[1], other[1]
                if short != long and (long.startswith(short + " ") or long.endswith(" " + short)):
                    found.add((node, other))
    return found


def _candidates(forms: Sequence[NameForm]) -> Iterator[tuple[int, int]]:
    blocks: dict[tuple[bool, str], list[int]] = defaultdict(list)
    for index, form in enumerate(forms):
        for key in set(block_keys(form)):
            blocks[form.is_person, key].append(index)
    pairs = {
        (left, right)
        for block in blocks.values()
        if len(block) <= LARGEST_BLOCK
        for place, right in enumerate(block)
        for left in block[:place]
    }
    yield from sorted(pairs)


def _apart(left: NameForm, right: NameForm) -> bool:
    """Never one thing: father and son, a people and its country, two known places."""
    if left.is_person:
        generations = _generation(left), _generation(right)
        return generations[0] != generations[1] and (all(generations) or left.key == right.key)
    codes = place_code(left), place_code(right)
    return (None not in codes and codes[0] != codes[1]) or is_demonym_of(left, right)


def _grouped(
    nodes: Nodes, articles: Counter[Node], together: set[tuple[Node, Node]]
) -> tuple[dict[Node, int], list[Judgement]]:
    """Group of each normal form, and the pairs that were merged or left unsure."""
    forms = list(nodes.values())
    keys = list(nodes)

    def score_of(left: int, right: int) -> float:
        pair = (keys[min(left, right)], keys[max(left, right)])
        known = pair in together or pair[::-1] in together
        return score(forms[left], forms[right], TOGETHER if known else 0.0)

    groups, judged = average_link(
        len(forms),
        _candidates(forms),
        score_of,
        lambda a, b: _apart(forms[a], forms[b]),
        [float(articles[node]) for node in nodes],
    )
    told = [
        Judgement(
            forms[one.left].written,
            forms[one.right].written,
            forms[one.left].entity_type,
            one.score,
            one.is_same,
            reasons(forms[one.left], forms[one.right]),
        )
        for one in judged
    ]
    return dict(zip(nodes, groups, strict=True)), told


def _bare(
    names: Sequence[Named], forms: Sequence[NameForm], bearers: Bearers
) -> tuple[dict[tuple[str, Node], int], list[Judgement]]:
    """The group of each bare name in each article, where one is meant; and the doubts."""
    found: dict[tuple[str, Node], int] = {}
    doubts: dict[tuple[str, Node], Judgement] = {}
    fits: dict[Node, dict[int, float]] = {}
    company: dict[int, set[int]] = {}
    for one, form in zip(names, forms, strict=True):
        where = (one.article_id, _node(form))
        if not is_short(form) or where in found or where in doubts:
            continue
        fitting = fits.get(where[1])
        if fitting is None:
            fitting = fits[where[1]] = bearers.fits(form)
        company |= {group: bearers.company(group) for group in fitting if group not in company}
        group, share = meant(fitting, one.article_id, bearers, company)
        if group is not None:
            found[where] = group
        elif share:
            reason = f"{len(fitting)} of that name, none with a clear lead"
            doubts[where] = Judgement(
                form.written, one.article_id, form.entity_type, share, False, reason
            )
    return found, list(doubts.values())
