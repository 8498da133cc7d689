"""Stories grow; what was decided stays; look-alikes stay apart."""

from datetime import date

import pytest

from ingest.identity.stories import assignment
from ingest.identity.stories.assignment import Assignment, Settings, StoryKeeper
from ingest.identity.stories.features import Article, read_features
from ingest.identity.stories.memory import PlainMemory

OLDHAM = Article(
    "oldham-1",
    "Three hurt as warehouse burns in Oldham",
    "A fire tore through a carpet warehouse in Oldham on Monday, and three workers were hurt. Fire "
    "chief Mary Keane said that the blaze at Harrow Mill began in a loading bay. Some 40 firemen were "
    "called to Harrow Mill.",
    date(2026, 3, 3),
)
OLDHAM_LATER = Article(
    "oldham-2",
    "Loading bay blamed for Harrow Mill fire",
    "The fire that hurt three workers at Harrow Mill in Oldham on Monday began in a loading bay, Fire "
    "chief Mary Keane said. The carpet warehouse is a ruin, and 40 firemen are still there.",
    date(2026, 3, 4),
)
LEEDS = Article(
    "leeds-1",
    "Two hurt as furniture store burns in Leeds",
    "Two shoppers were hurt on Tuesday when flames gutted a furniture store on Canning Yard in Leeds. "
    "Officer Paul Onslow said that an electric heater had set curtains alight. Neighbours were told to "
    "keep windows shut, and 25 firemen came to Canning Yard.",
    date(2026, 3, 3),
)
ELECTION = Article(
    "vote-1",
    "Lindqvist wins second term",
    "Voters in Norrland gave Governor Eva Lindqvist a second term on Sunday with 54% of the vote. Her "
    "rival Nils Aare conceded before midnight.",
    date(2026, 3, 3),
)


def named(*of: str) -> str:
    return "story of " + " and ".join(of)


def decided(*articles: Article, settings: Settings | None = None) -> list[Assignment]:
    keeper = StoryKeeper(PlainMemory(), named, settings or Settings())
    return [keeper.assign(read_features(article)) for article in articles]


def test_a_later_report_joins_and_says_why() -> None:
    first, second = decided(OLDHAM, OLDHAM_LATER)

    assert first.is_new
    assert first.story_id == second.story_id == "story of oldham-1"
    assert not second.is_new
    assert second.nearest == "oldham-1"
    assert {"harrow mill", "mary keane"} & set(second.evidence)


def test_a_look_alike_elsewhere_opens_its_own_story() -> None:
    decisions = decided(OLDHAM, LEEDS, OLDHAM_LATER)

    assert [one.story_id for one in decisions] == [
        "story of oldham-1", "story of leeds-1", "story of oldham-1"
    ]  # fmt: skip


def test_other_news_is_not_even_compared() -> None:
    _, vote = decided(OLDHAM, ELECTION)

    assert vote.is_new
    assert vote.score is None or vote.score < -2


def test_the_same_words_a_year_later_are_another_happening() -> None:
    again = Article("oldham-3", OLDHAM.title, OLDHAM.body, date(2028, 3, 3))

    assert decided(OLDHAM, again)[1].is_new


def test_an_article_without_date_can_join() -> None:
    undated = Article("undated", OLDHAM_LATER.title, OLDHAM_LATER.body)

    assert not decided(OLDHAM, undated)[1].is_new


def reluctantly(*articles: Article) -> PlainMemory:
    """Each article in a story of its own, though it fits another."""
    memory = PlainMemory()
    keeper = StoryKeeper(memory, named, Settings(join=99))
    for article in articles:
        keeper.assign(read_features(article))
    return memory


def test_a_story_too_small_to_be_told_apart_joins_the_larger_one_that_it_fits() -> None:
    reports = two_happenings()[::2]
    memory = PlainMemory()
    apart, together = StoryKeeper(memory, named, Settings(join=99)), StoryKeeper(memory, named)
    apart.assign(read_features(reports[0]))
    for article in reports[1:3]:
        together.place(read_features(article), "larger")

    decision = together.assign(read_features(reports[3]))

    [merge] = decision.merges
    assert {merge.kept, merge.gone} == {"story of Oldham-0", "larger"}
    assert merge.kept == "story of Oldham-0"  # the older
    assert set(memory.stories) == {merge.kept}


def test_two_stories_that_nothing_tells_apart_become_one() -> None:
    reports = two_happenings(7)[::2]
    memory = PlainMemory()
    keeper = StoryKeeper(memory, named)
    for number, article in enumerate(reports[:6]):
        keeper.place(read_features(article), "even" if number % 2 == 0 else "odd")

    [merge] = keeper.assign(read_features(reports[6])).merges

    assert (merge.kept, merge.gone) == ("even", "odd")


def test_two_stories_too_small_to_be_told_apart_stay_two() -> None:
    keeper = StoryKeeper(reluctantly(OLDHAM, OLDHAM_LATER), named)
    linking = Article("linking", OLDHAM.title, OLDHAM_LATER.body, date(2026, 3, 5))

    assert keeper.assign(read_features(linking)).merges == ()


def test_where_words_speak_for_the_second_best_of_two_look_alikes_the_nearest_is_of_that_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reports = two_happenings(5)
    keeper = StoryKeeper(PlainMemory(), named)
    for article in reports[:8]:
        keeper.place(read_features(article), article.article_id.split("-")[0])
    monkeypatch.setattr(assignment, "nearer", lambda *_: True)

    decision = keeper.assign(read_features(reports[9]))

    assert decision.story_id == "Oldham"
    assert decision.nearest is not None
    assert decision.nearest.startswith("Oldham")


def test_an_article_without_text_opens_a_story() -> None:
    decisions = decided(Article("x", "", ""), Article("y", "", ""))

    assert [one.is_new for one in decisions] == [True, True]


def test_assigning_again_what_was_decided_gives_the_same_state() -> None:
    articles = (OLDHAM, LEEDS, OLDHAM_LATER, ELECTION)
    one, other = PlainMemory(), PlainMemory()
    keeper = StoryKeeper(one, named)
    replay = StoryKeeper(other, named)
    for article in articles:
        features = read_features(article)
        replay.place(features, keeper.assign(features).story_id)

    assert one == other


def two_happenings(reports: int = 4) -> list[Article]:
    """Reports of two fires that have nearly all words in common, as if they had been taken for one story."""
    common = (
        "A fire tore through a carpet warehouse on Monday night and firemen fought the flames until "
        "morning. Neighbours were told to keep their windows shut, and nobody was hurt, police said."
    )
    places = ("Oldham", "Mary Keane", "Harrow Mill"), ("Leeds", "Paul Onslow", "Canning Yard")
    return [
        Article(
            f"{town}-{number}",
            f"Fire at {site}",
            f"{common} The blaze at {site} in {town} was number {number} this year, {chief} of {town} said.",
            date(2026, 3, 3),
        )
        for number in range(reports)
        for town, chief, site in places
    ]


def test_a_story_of_two_look_alikes_becomes_two_and_says_what_tells_them_apart() -> None:
    memory = PlainMemory()
    together = StoryKeeper(memory, named)
    articles = two_happenings()
    for article in articles[:-1]:
        together.place(read_features(article), "story")
    parting = StoryKeeper(memory, named, Settings(join=-99))

    decision = parting.assign(read_features(articles[-1]))

    assert decision.split is not None
    assert {name.split("-")[0] for name in decision.split.articles} == {"Leeds"}
    assert {"leed", "oldham"} & set(decision.split.evidence)
    assert len(set(memory.stories)) == 2


def test_a_story_of_one_happening_stays_whole() -> None:
    keeper = StoryKeeper(PlainMemory(), named)
    for article in two_happenings()[::2]:
        assert keeper.assign(read_features(article)).split is None
