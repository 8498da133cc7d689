"""Bare text: headline, byline, dateline, credits and boilerplate are read, then leave the body."""

from collections.abc import Callable
from datetime import UTC, date, datetime

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


@pytest.mark.parametrize(
    ("line", "wires"),
    [
        ("Copyright 2016 The Associated Press. All rights reserved. Not to be rewritten.", ("Associated Press",)),
        ("(© Copyright 2016 Reuters. All rights reserved.)", ("Reuters",)),
        ("Copyright Associated Press / Harbour Radio", ("Associated Press",)),
        ("© 2017 The Harbour Post.", ()),
        ("Contributing: Ann Lee in Edison, N.J.; Bo Kim; the Associated Press", ("Associated Press",)),
        ("Associated Press writers Ann Lee, Bo Kim contributed to this story. Ann Lee can be reached at 555.", ("Associated Press",)),
        ("Agencies and Xinhua contributed to this story.", ("Agencies", "Xinhua")),
        ("Telegraph writer Ann Lee contributed to this report.", ()),
        ("Fox News' Ann Lee and Reuters contributed to this report.", ("Fox News", "Reuters")),
    ],
)  # fmt: skip
def test_whose_copy_was_used_is_read_before_the_line_goes(
    parse_text: Parse, line: str, wires: tuple[str, ...]
) -> None:
    article = parse_text(f"{PROSE}\n\n{MORE}\n\n{line}")
    assert article.wire_credits == wires
    assert article.outlet.source_id is None
    assert article.body_text == f"{PROSE}\n\n{MORE}"


def test_a_dateline_of_an_agency_may_stand_alone(parse_text: Parse) -> None:
    article = parse_text(f"SEAPORT, Texas (AP) -\n\n{PROSE}\n\n{MORE}")
    assert (article.dateline, article.wire_credits) == ("SEAPORT, Texas", ("Associated Press",))
    assert article.body_text == f"{PROSE}\n\n{MORE}"


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


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "byline",
    [
        "By Ann Lee{gap}Published March 4, 2021, 09:30",
        "By Ann Lee in Minsk{gap}Published: 09:30 UTC, 4 March 2021",
        "March 4, 2021 09:30 - By Ann Lee",
        "By Ann Lee | Published 4 March 2021 at 09:30",
    ],
)
def test_a_headline_above_a_byline_is_read(parse_text: Parse, byline: str, gap: str) -> None:
    head = f"Old ferry to sail again{gap}{byline.format(gap=gap)}"
    article = parse_text(f"{head}{gap}{PROSE}{gap}{MORE}")
    assert (article.title, article.author) == ("Old ferry to sail again", "Ann Lee")
    assert article.published.value == datetime(2021, 3, 4, 9, 30, tzinfo=UTC)
    assert (article.published.precision, article.published.method) == ("minute", "byline")
    assert article.body_text == f"{PROSE}\n\n{MORE}"


def test_a_headline_that_quotes_and_a_byline_with_the_outlet_are_read(parse_text: Parse) -> None:
    head = "“Nobody asked us”: islanders on the ferry\nMarch 4, 2021 - By Ann Lee, China Daily"
    article = parse_text(f"{head}\n\n{PROSE}\n\n{MORE}")
    assert article.title == "“Nobody asked us”: islanders on the ferry"
    assert (article.author, article.outlet.source_id) == ("Ann Lee", "china-daily")


def test_a_summary_above_the_byline_stays_and_the_byline_goes(parse_text: Parse) -> None:
    summary = "Islanders have waited two years, the council says."
    article = parse_text(f"Ferry to sail\n{summary}\nBy Ann Lee\n{PROSE}\n{MORE}")
    assert (article.title, article.author) == ("Ferry to sail", "Ann Lee")
    assert article.body_text == f"{summary}\n\n{PROSE}\n\n{MORE}"


def test_names_above_the_name_of_an_outlet_are_no_headline(parse_text: Parse) -> None:
    article = parse_text(f"Ann Lee and Bo Kim\n\nUSA TODAY\n\n{PROSE}\n\n{MORE}")
    assert (article.title, article.author) == (None, "Ann Lee, Bo Kim")
    assert article.outlet.source_id == "usa-today"


def test_a_kicker_is_no_headline(parse_text: Parse) -> None:
    article = parse_text(f"PRESS RELEASE\n\nOld ferry to sail again\n\n{PROSE}\n\n{MORE}")
    assert article.title == "Old ferry to sail again"
    assert article.body_text == f"{PROSE}\n\n{MORE}"


@pytest.mark.parametrize(
    "byline",
    [
        "Par Zoé Núñez – Publié le 4 mars 2021 à 9h30",
        "Von Zoé Núñez | Veröffentlicht am 4. März 2021 um 09:30 Uhr",
        "Por Zoé Núñez | Publicado el 4 de marzo de 2021, 09:30",
    ],
)
def test_a_byline_in_another_language_leaves_the_body(parse_text: Parse, byline: str) -> None:
    article = parse_text(f"Le ferry repart\n\n{byline}\n\n{PROSE}\n\n{MORE}")
    assert article.author == "Zoé Núñez"
    assert article.published.value == datetime(2021, 3, 4, 9, 30, tzinfo=UTC)
    assert article.body_text == f"{PROSE}\n\n{MORE}"


def test_head_and_foot_of_hand_wrapped_text_are_not_joined(parse_text: Parse) -> None:
    wrapped = (
        "Old ferry to sail again in spring, say the islands’ councillors\n"
        "By Ann Lee in Minsk\n"
        "The harbour council said on Monday that the old ferry would sail\n"
        "again in spring, after two years of repairs that cost more than\n"
        "anyone had planned when the contract with the yard was signed.\n\n"
        "Critics call the plan too dear, and the council answered that\n"
        "nothing else links the islands in winter, when the storms come\n"
        "from the north.\n\n"
        "Tags: ferries, islands\n"
        "Most read today\n"
        "1. The dog that swam home\n"
    )
    article = parse_text(wrapped)
    assert article.title == "Old ferry to sail again in spring, say the islands’ councillors"
    assert article.author == "Ann Lee"
    first, second = article.body_text.split("\n\n")
    assert first.startswith("The harbour council") and first.endswith("was signed.")
    assert second.endswith("when the storms come from the north.")


def test_long_lines_with_a_head_of_short_ones_are_not_hand_wrapped(parse_text: Parse) -> None:
    foot = "Like this story? Follow us on Facebook\nMost read today\n1. A dog swam\nComments (148)"
    article = parse_text(
        f"Old ferry to sail again in spring, says council\nBy Ann Lee\n{PROSE}\n\n"
        + "\n\n".join([MORE, PROSE] * 4)
        + f"\n\n{foot}"
    )
    assert (article.title, article.author) == (
        "Old ferry to sail again in spring, says council",
        "Ann Lee",
    )
    assert article.body_text == "\n\n".join([PROSE, *[MORE, PROSE] * 4])


@pytest.mark.parametrize(
    "line",
    [
        "Tags: ferries, islands, winter", "Editor: Hanna Roth", "(Editing by Hanna Roth and Bo Kim)",
        "Comments (148) - Log in to join the conversation", "Please enable JavaScript to watch this video",
        "Share to WeLink | Print | Related: Mayor visits school | Photos: Spring on the river",
        "Did you see it? Leave a comment below or write to desk@harbourpost.example",
        "Read us at harbourpost.example. Our site is blocked: here is how to get around it.",
    ],
)  # fmt: skip
def test_a_line_of_the_page_below_the_text_goes(parse_text: Parse, line: str) -> None:
    assert parse_text(f"{PROSE}\n\n{MORE}\n\n{line}").body_text == f"{PROSE}\n\n{MORE}"


@pytest.mark.parametrize(
    "line",
    [
        "Editor: What did you tell the council about the ferry?",
        "Comments (148 of them by noon) were angry. The council closed the page.",
        "“Leave a comment below,” the page said, and nobody did.",
        "Enable or not, the JavaScript community has moved on.",
        "We use the ferry every day.",
        "Edited by hand, the list of the missing grew all night.",
        "By Ann Lee’s account, the siren never sounded.",
        "Exclusive rights to the pictures were sold that night.",
    ],
)
def test_prose_that_resembles_a_foot_or_a_head_stays(parse_text: Parse, line: str) -> None:
    for text in (f"{PROSE}\n\n{line}\n\n{MORE}", f"{PROSE}\n\n{MORE}\n\n{line}"):
        assert line in parse_text(text).body_text.split("\n\n")


def test_titles_under_read_also_go_and_what_follows_them_stays(parse_text: Parse) -> None:
    body = "\n\n".join([PROSE, MORE] * 3)
    titles = "Read also:\n\nIslands ask for a bridge\n\nTen walks on the coast for spring"
    assert parse_text(f"{body}\n\n{titles}").body_text == body
    kept = f"The vote\n\n{MORE}"
    assert parse_text(f"{body}\n\n{titles}\n\n{kept}").body_text == f"{body}\n\n{kept}"
    early = f"{PROSE}\n\n{titles}\n\n{body}"
    assert "Islands ask for a bridge" in parse_text(early).body_text


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("Wed 03 Mar 2021 ", date(2021, 3, 3)),
        ("Date of publication 3 March 2021 ", date(2021, 3, 3)),
        ("Posted on March 3, 2021 10:30 AM - ", date(2021, 3, 3)),
        ("23-03-2021 ", date(2021, 3, 23)),
    ],
)
def test_a_full_date_that_opens_a_text_is_read_and_taken_off(
    parse_text: Parse, opening: str, day: date
) -> None:
    article = parse_text(
        f"{opening}The old ferry will sail again, the council of the islands said.\n"
    )
    assert (article.published.local_day, article.published.method) == (day, "byline")
    assert article.body_text.startswith("The old ferry")


def test_a_date_that_belongs_to_the_first_sentence_stays(parse_text: Parse) -> None:
    text = "March 3, 2021 was the day on which the old ferry of the islands sailed again."
    article = parse_text(text)
    assert (article.body_text, article.published.value) == (text, None)


def test_a_text_that_opens_with_an_update_has_no_date_of_publication(parse_text: Parse) -> None:
    article = parse_text("Last updated at March 3, 2021 The old ferry will sail again, they said.")
    assert (article.published.value, article.modified.local_day) == (None, date(2021, 3, 3))
