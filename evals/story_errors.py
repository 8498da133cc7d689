"""Why stories went wrong: split ones and joined ones, by what they look like. Measuring belongs in ``evals.stories``."""

import gzip
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

import orjson

from evals.shared import DATA
from evals.story_data import Stream

FEW_WORDS = 40
LONG_GAP = 15
FEW_ARTICLES = 2


def describe_errors(stream: Stream, found: Sequence[str]) -> list[str]:
    """What the split and the joined stories of the incidents have in common, as lines of Markdown."""
    clusters, stories = defaultdict(list), defaultdict(list)
    for number, (cluster, story) in enumerate(zip(found, stream.gold, strict=True)):
        clusters[cluster].append(number)
        stories[story].append(number)
    split = Counter(
        _why_split(stream, found, members)
        for members in stories.values()
        if len({found[n] for n in members}) > 1
    )
    facts = _facts()
    joined = Counter(
        _why_joined(facts, {stream.gold[n] for n in members})
        for members in clusters.values()
        if len({stream.gold[n] for n in members}) > 1
    )
    lines = [f"Incidents that were split ({sum(split.values())}), by what stands out first:", ""]
    lines += [f"- {count}: {why}" for why, count in split.most_common()]
    lines += ["", f"Stories that hold more than one incident ({sum(joined.values())}):", ""]
    return lines + [f"- {count}: {why}" for why, count in joined.most_common()]


def describe_look_alikes(stream: Stream, found: Sequence[str]) -> list[str]:
    """How many topics of two look-alike stories were taken for one, and what was split, as lines of Markdown."""
    stories: dict[str, Counter[str]] = defaultdict(Counter)
    for cluster, story in zip(found, stream.gold, strict=True):
        stories[story][cluster] += 1
    topics = {story.split("_")[0] for story in stories}
    main = {story: clusters.most_common(1)[0][0] for story, clusters in stories.items()}
    taken = [
        topic
        for topic in sorted(topics, key=int)
        if len({main[s] for s in main if s.split("_")[0] == topic}) == 1
    ]
    strays = sum(sum(n for n in c.values() if n <= FEW_ARTICLES) for c in stories.values())
    parted = [s for s, c in stories.items() if sum(n > FEW_ARTICLES for n in c.values()) > 1]
    return [
        f"Of {len(topics)} topics of ecbplus the two stories were taken for one in {len(taken)} (topics "
        f"{', '.join(taken)}); {len(parted)} stories were cut into two or more of {FEW_ARTICLES + 1} articles "
        f"and more; {strays} articles stand in groups of {FEW_ARTICLES} or fewer.",
    ]


def _why_split(stream: Stream, found: Sequence[str], members: Sequence[int]) -> str:
    articles = [stream.articles[n] for n in members]
    if min(len(one.body.split()) for one in articles) < FEW_WORDS:
        return f"an article has fewer than {FEW_WORDS} words"
    days = sorted(one.published.toordinal() for one in articles if one.published)
    if any(later - earlier > LONG_GAP for earlier, later in pairwise(days)):
        return (
            f"more than {LONG_GAP} days lie between its articles (charges, trials, anniversaries)"
        )
    if Counter(found[n] for n in members).most_common(1)[0][1] > 1:
        return "a further article tells another side of it (the victim, the court, a round-up)"
    return "two articles that share few names and words"


def _why_joined(facts: dict[str, tuple[str, str, str]], incidents: set[str]) -> str:
    of = [facts[incident] for incident in incidents]
    days = {day for _, _, day in of}
    if len({place for place, _, _ in of}) < len(of):
        return "incidents of one town" + (" on one day" if len(days) < len(of) else "")
    if len({state for _, state, _ in of}) < len(of):
        return "incidents of one state"
    return "incidents of different states"


def _facts() -> dict[str, tuple[str, str, str]]:
    """Town, state and day of each incident."""
    with gzip.open(DATA / "incidents" / "incidents.jsonl.gz", "rb") as lines:
        rows = [orjson.loads(line) for line in lines]
    return {
        row["incident_id"]: (
            f"{row['city_or_county']}, {row['state']}",
            row["state"],
            row["incident_date"],
        )
        for row in rows
    }
