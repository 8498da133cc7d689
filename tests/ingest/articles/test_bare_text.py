"""Bare text: headline, byline, dateline, credits and boilerplate are read, then leave the body."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from ingest.documents import ParsedArticle

Parse = Callable[..., ParsedArticle]
PROSE = (
    "The harbour council said on Monday that the old ferry would sail again in spring, after two years "
    "of repairs that cost more than anyone had planned."
)
MORE = "Critics call the plan too dear. The council answered that nothing else links the islands in winter."


def test_a_headline_and_a_byline_leave_the_body(parse_text: Parse) -> None:
    article = parse_text(
        "Old ferry to sail again in spring\n"
        "By ANN LEE in Minsk | China Daily | Updated: 2021-03-04 09:30\n"
        f"{PROSE}\n{MORE}\nAgencies and Xinhua also contributed to this report."
    )
    assert (article.title, article.title_method) == ("Old ferry to sail again in spring", "text")
    assert (article.author, article.author_method) == ("ANN LEE", "byline")
    assert article.dateline == "Minsk"
    assert (article.outlet.source_id, article.outlet.method) == ("china-daily", "byline")
    assert article.wire_credits == ("Agencies", "Xinhua")
    assert article.body_text == f"{PROSE}\n\n{MORE}"


def test_an_updated_line_is_the_time_of_change_in_the_zone_of_the_outlet(parse_text: Parse) -> None:
    article = parse_text(
        f"Ferry to sail\nBy Ann Lee | China Daily | Updated: 2021-03-04 09:30\n{PROSE}\n{MORE}"
    )
    assert article.modified.value == datetime(2021, 3, 4, 1, 30, tzinfo=UTC)
    assert (article.modified.precision, article.modified.method) == ("minute", "byline")
    assert article.published.value is None


def test_a_first_line_that_is_a_sentence_is_no_headline(parse_text: Parse) -> None:
    article = parse_text(f"The ferry sails again.\n\n{PROSE}")
    assert (article.title, article.title_method) == (None, "none")
    assert article.body_text.startswith("The ferry sails again.")


@pytest.mark.parametrize(
    ("opening", "place", "wires"),
    [
        ("MINSK, Aug 18 (Reuters) - ", "MINSK", ("Reuters",)),
        ("HAYWARD, Calif. (AP) — ", "HAYWARD, Calif.", ("Associated Press",)),
        ("MOSCOW, August 18. /TASS/. ", "MOSCOW", ("TASS",)),
        ("Moscow/Minsk: ", "Moscow/Minsk", ()),
        ("WASHINGTON — ", "WASHINGTON", ()),
        ("(CNN) -- ", None, ("CNN",)),
    ],
)
def test_a_dateline_is_read_and_taken_off(
    parse_text: Parse, opening: str, place: str | None, wires: tuple[str, ...]
) -> None:
    article = parse_text(f"{opening}{PROSE}\n\n{MORE}")
    assert article.dateline == place
    assert article.wire_credits == wires
    assert article.body_text == f"{PROSE}\n\n{MORE}"


@pytest.mark.parametrize(
    "opening",
    ["Smith: ", "Question: ", "Meanwhile — ", "I said - ", "On Monday: ", "Obama - ", "FILE - "],
)
def test_prose_that_resembles_a_dateline_stays(parse_text: Parse, opening: str) -> None:
    assert parse_text(f"{opening}{PROSE}\n\n{MORE}").body_text.startswith(opening)


def test_a_full_date_in_a_dateline_dates_the_article(parse_text: Parse) -> None:
    article = parse_text(f"MINSK, 18 August 2020 (BelTA) – {PROSE}\n\n{MORE}")
    assert article.published.value == datetime(2020, 8, 18, tzinfo=UTC)
    assert (article.published.precision, article.published.method) == ("day", "dateline")


def test_a_source_line_names_the_outlet_when_nothing_else_does(parse_text: Parse) -> None:
    tail = "Source: PRESSTV\n\nRelated Contents\n\nIslands ask for a bridge\n\n|\n\nUsers Comments"
    article = parse_text(f"Ferry to sail\n\n{PROSE}\n\n{MORE}\n\n{tail}")
    assert (article.outlet.source_id, article.outlet.method) == ("presstv", "source_line")
    assert article.wire_credits == ("PressTV",)
    assert article.body_text == f"{PROSE}\n\n{MORE}"


def test_a_source_line_is_only_a_credit_when_the_address_names_the_outlet(
    parse_text: Parse,
) -> None:
    article = parse_text(
        f"{PROSE}\n\n{MORE}\n\nSource: Reuters", url="https://www.theguardian.com/x"
    )
    assert (article.outlet.source_id, article.outlet.method) == ("guardian", "url")
    assert article.wire_credits == ("Reuters",)


def test_share_links_name_the_outlet_and_go(parse_text: Parse) -> None:
    article = parse_text(
        f"{PROSE}\n{MORE}\nClick below to send us your comment on this story\n"
        "https://twitter.com/HarbourPost | |\nhttps://www.facebook.com/HarbourPost |"
    )
    assert (article.outlet.name, article.outlet.method) == ("HarbourPost", "social_link")
    assert article.outlet.source_id == "harbourpost"
    assert article.body_text == f"{PROSE}\n\n{MORE}"


def test_unknown_stays_unknown(parse_text: Parse) -> None:
    article = parse_text(f"{PROSE}\n\n{MORE}")
    assert article.outlet.source_id is None
    assert article.outlet.method == "none"
    assert article.author is None
    assert article.published.precision == "unknown"


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement", "ADVERTISEMENT", "Story continues below advertisement", "* * *", "|", "\\",
        "Share this article", "Follow us on Twitter @HarbourPost", "Sign up for our daily newsletter",
        "READ MORE: Islands ask for a bridge", "Image copyright Getty Images", "Photo: Ann Lee/AFP",
        "Enlarge this image toggle caption Ann Lee/AP Ann Lee/AP", "(Bo Kim/Reuters)",
        "Copyright © 2020 The Harbour Post, LLC. Click here for reprint permission.",
        "Join the conversation", "Leave a comment", "Users Comments", "SEE ALSO: A bridge too far",
        "The Associated Press contributed to this report.", "Ann Lee contributed to this report.",
        "By signing up you agree to receive emails. By signing up, you agree to our Privacy Policy.",
    ],
)  # fmt: skip
def test_boilerplate_goes(parse_text: Parse, line: str) -> None:
    assert parse_text(f"{PROSE}\n\n{line}\n\n{MORE}").body_text == f"{PROSE}\n\n{MORE}"


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell by a third on Monday, the steepest drop in a decade.",
        "Read more closely, the report says the opposite of what its authors claimed.",
        "He contributed to this story with a long letter to the editor, which we printed.",
        "Related work was done in Lisbon in the 1990s, when the first such ferry was built.",
        "Comments made by the mayor caused an uproar on the islands.",
        "“Follow us,” the captain said on the radio, and the boats did.",
        "Sources said the council had known of the repairs for months.",
        "By Tuesday, the whole fleet was back in the harbour.",
        "Photos of the ferry were shown to the council. It was not amused.",
        "“More,” he said.",
    ],
)
def test_prose_is_never_eaten(parse_text: Parse, line: str) -> None:
    assert line in parse_text(f"{PROSE}\n\n{line}\n\n{MORE}").body_text.split("\n\n")


def test_related_items_in_the_middle_do_not_cut_the_rest(parse_text: Parse) -> None:
    body = f"{PROSE}\n\nRelated stories\n\n" + "\n\n".join([PROSE, MORE] * 4)
    assert parse_text(body).body_text.endswith(MORE)


def test_hand_wrapped_lines_become_paragraphs(parse_text: Parse) -> None:
    wrapped = (
        "The harbour council said on Monday that the old ferry would sail\n"
        "again in spring, after two years of repairs that cost more than\n"
        "anyone had planned when the contract with the yard was signed.\n\n"
        "Critics call the plan too dear, and the council answered that\n"
        "nothing else links the islands in winter, when the storms come\n"
        "from the north.\n"
    )
    first, second = parse_text(wrapped).body_text.split("\n\n")
    assert first.endswith("when the contract with the yard was signed.")
    assert second.startswith(
        "Critics call the plan too dear, and the council answered that nothing"
    )


def test_reporters_are_read_from_the_last_line(parse_text: Parse) -> None:
    article = parse_text(
        f"{PROSE}\n\n{MORE}\n\nReporting by Ann Lee in Minsk and Bo Kim; Editing by Cy Day"
    )
    assert (article.author, article.author_method) == ("Ann Lee, Bo Kim", "byline")
    assert article.body_text == f"{PROSE}\n\n{MORE}"
