"""Outlets: is each found, do its names meet, are wire credits read, and does the registry say what others say.

``python -m evals.outlets`` prints the report's section; ``evals/labels/wire_credits.jsonl`` holds paragraphs by
document and offsets with the wires that they credit. A credit says whose copy the text uses; photo credits, sources
of a single statement and polls named for their makers are none. Rules were written from the tuning half.
"""

import gzip
import itertools
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from evals.outlets_known import known_elsewhere
from evals.shared import DATA, ROOT
from ingest.articles.outlets import find_outlet
from ingest.articles.parsing import parse
from ingest.documents import Outlet, ParsedArticle, RawDocument
from ingest.domains import registrable_domain, site_host
from ingest.errors import UnreadableInput
from ingest.sources import SourceRegistry

LABELS = ROOT / "evals" / "labels" / "wire_credits.jsonl"
TEXT_ONLY = 5
"""Of the articles with nothing but their text every fifth is parsed, for time."""

NOTES = """What the figures mean, and what is left:

- With an address an outlet is always found; where the registry does not know it, it is the registrable domain (a host, where
  each host of a network is an outlet). Names that are not outlets in `abp_news` (columnists, "Guest Writer") stay what they are.
- Two names of one outlet by `abp_news` share the domain of most of their articles. That makes every columnist a name of the paper that
  prints most of him; the second pair of lines leaves out names that the registry does not know, and so is blind to outlets missing from it.
- Wire credits were labelled by one reader from paragraphs that name an agency near a word of credit, so recall is of those; the outlet's own
  name is no credit. Missed: credits within a paragraph of prose, stations' own call signs before an agency's name in new forms.
- The lists disagree with each other and with the registry where a paper has editions in several countries, or is exiled.
"""

Article = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled paragraph: the wires that it credits, by their ids."""

    dataset: str
    id: str
    start: int
    end: int
    wires: list[str]
    half: str


def evaluate() -> str:
    """The report's section."""
    if not DATA.exists():
        return "## Outlets\n\nskipped: the data is not here\n"
    registry = SourceRegistry.load()
    corpora = {name: list(_articles(name)) for name in ("abp_news", "incidents")}
    return "\n".join(
        [
            f"## Outlets\n\nThe registry has {len(registry)} entries.\n",
            *_found(registry, corpora),
            *_names_joined(registry, corpora["abp_news"]),
            *_wires_found(registry, corpora),
            *known_elsewhere(registry),
            NOTES,
        ]
    )


def _articles(dataset: str) -> Iterator[Article]:
    with gzip.open(DATA / dataset / "articles.jsonl.gz", "rb") as lines:
        yield from map(orjson.loads, lines)


def _domain(article: Article) -> str:
    return registrable_domain(article["source_domain"]) or article["source_domain"]


def _of_stated(registry: SourceRegistry, *, url: bool, name: bool) -> Callable[[Article], Outlet]:
    def find(article: Article) -> Outlet:
        return find_outlet(
            registry,
            given=None,
            url=article["url"] if url else None,
            site_names=(article["source_name"] if name else None,),
            byline=None,
            source_line=None,
            handles=[],
        )

    return find


def _parsed(registry: SourceRegistry, article: Article, **fields: str) -> ParsedArticle | None:
    stated = {"text": article["text"], **fields}
    raw = RawDocument("eval", b"{}", "application/json", fields=stated, reader="jsonl")
    try:
        return parse(raw, registry)
    except UnreadableInput:
        return None


def _of_text(registry: SourceRegistry) -> Callable[[Article], Outlet]:
    def find(article: Article) -> Outlet:
        parsed = _parsed(registry, article)
        return parsed.outlet if parsed else Outlet()

    return find


def _found(registry: SourceRegistry, corpora: dict[str, list[Article]]) -> Iterator[str]:
    yield "| articles of | given | outlet found | right | in the registry | methods |"
    yield "|---|---|---:|---:|---:|---|"
    abp, incidents = corpora["abp_news"], corpora["incidents"]
    for dataset, given, some, find in (
        ("abp_news", "address, name", abp, _of_stated(registry, url=True, name=True)),
        ("abp_news", "name", abp, _of_stated(registry, url=False, name=True)),
        ("abp_news", "text", abp[::TEXT_ONLY], _of_text(registry)),
        ("incidents", "address", incidents, _of_stated(registry, url=True, name=False)),
        ("incidents", "text", incidents[::TEXT_ONLY], _of_text(registry)),
    ):
        pairs = [(article, find(article)) for article in some]
        known = [(article, outlet) for article, outlet in pairs if outlet.source_id]
        right = sum(
            outlet.source_id == registry.id_of_host(site_host(article["source_domain"]))
            for article, outlet in known
        )
        registered = sum(registry.by_id(outlet.source_id) is not None for _, outlet in known)
        methods = Counter(outlet.method for _, outlet in pairs).most_common()
        yield (
            f"| {dataset} ({len(some):,}) | {given} | {_share(len(known), len(some))} | {_share(right, len(known))} "
            f"| {_share(registered, len(some))} | {', '.join(f'{name} {count:,}' for name, count in methods)} |"
        )
    hosts = {article["source_domain"] for article in incidents}
    outlets = {registry.id_of_host(host) for host in hosts}
    yield f"\nThe {len(hosts)} hosts of `incidents` are {len(outlets)} outlets.\n"


def _names_joined(registry: SourceRegistry, articles: Iterable[Article]) -> Iterator[str]:
    """Pairs of names that share an outlet by the data's own domains, and pairs that we join."""
    domains: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        domains[article["source_name"]][_domain(article)] += 1
    gold = {name: counts.most_common(1)[0][0] for name, counts in domains.items()}
    find = _of_stated(registry, url=False, name=True)
    ours = {name: find({"source_name": name}).source_id for name in gold}
    known = [name for name in gold if registry.by_id(ours[name])]
    yield "| pairs of names of one outlet | finder | precision | recall |\n|---|---|---:|---:|"
    for label, names in (("all names", list(gold)), ("names of outlets", known)):
        right = _pairs(names, gold)
        found = _pairs(names, ours)
        same = _pairs(names, {name: name.casefold() for name in names})
        for finder, pairs in (("newsledger", found), ("same name", same)):
            yield (
                f"| {label} ({len(names)}; {len(right)} pairs) | {finder} | {_share(len(pairs & right), len(pairs))} "
                f"| {_share(len(pairs & right), len(right))} |"
            )
    yield ""


def _pairs(names: Iterable[str], outlet_of: dict[str, Any]) -> set[tuple[str, str]]:
    return {
        (left, right)
        for left, right in itertools.combinations(sorted(names), 2)
        if outlet_of[left] == outlet_of[right]
    }


def _wires_found(registry: SourceRegistry, corpora: dict[str, list[Article]]) -> Iterator[str]:
    """Of each labelled document, the wires that its labels credit and those that we find."""
    labels = [Label(**orjson.loads(line)) for line in LABELS.read_bytes().splitlines()]
    gold: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for label in labels:
        gold[label.half, label.dataset, label.id].update(label.wires)
    texts = {(name, one["id"]): one for name, some in corpora.items() for one in some}
    tallies: dict[str, Counter[str]] = defaultdict(Counter)
    for (half, dataset, key), credited in gold.items():
        article = texts[dataset, key]
        parsed = _parsed(registry, article, url=article["url"])
        own = parsed.outlet.source_id if parsed else None
        found = {_wire_id(registry, name) for name in parsed.wire_credits} if parsed else set()
        wanted = credited - {own}
        tallies[half].update(
            right=len(found & wanted), found=len(found), wanted=len(wanted), documents=1
        )
    yield "| wire credits | documents | credits | precision | recall |\n|---|---:|---:|---:|---:|"
    for half in ("reported", "tuning"):
        tally = tallies[half]
        yield (
            f"| {half} half | {tally['documents']} | {tally['wanted']} | {_share(tally['right'], tally['found'])} "
            f"| {_share(tally['right'], tally['wanted'])} |"
        )
    yield ""


def _wire_id(registry: SourceRegistry, name: str) -> str:
    known = registry.by_name(name)
    return known.source_id if known else name.lower()


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


if __name__ == "__main__":
    sys.stdout.write(evaluate())
