"""What of a page is its article: the standfirst is, what markup or wording names as something else is not."""

from collections.abc import Callable

import pytest
from ferry_report import PARAGRAPHS

from ingest.articles.boilerplate import cut_tail, is_boilerplate
from ingest.documents import ParsedArticle

Parse = Callable[..., ParsedArticle]
PROSE = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
TITLE = "Old ferry to sail again in spring"
LEAD = "The islands have had no link to the mainland since the storms of two winters ago."
OTHER = "Nine things that every visitor of the old lighthouse ought to know before climbing it."


def page(*, above: str = "", within: str = "", head: str = "") -> str:
    return (
        f"<html><head><title>{TITLE} | Post</title>{head}</head><body><div class='page'>"
        f"<header><h1>{TITLE}</h1>{above}</header><article>{PROSE}{within}</article></div></body></html>"
    )


@pytest.mark.parametrize(
    "above",
    [
        f"<p class='article__standfirst'>{LEAD}</p>",
        f"<div class='entry-lead'><p>{LEAD}</p></div>",
        f"<h2 class='Excerpt'>{LEAD}</h2>",
    ],
)
def test_a_standfirst_in_the_head_opens_the_body_once(parse_page: Parse, above: str) -> None:
    body = parse_page(page(above=above)).body_text
    assert body.startswith(LEAD)
    assert body.count(LEAD) == 1


def test_what_the_page_states_as_its_description_is_a_standfirst(parse_page: Parse) -> None:
    head = f'<meta name="description" content="{LEAD}">'
    assert parse_page(page(above=f"<p>{LEAD}</p>", head=head)).body_text.startswith(LEAD)


@pytest.mark.parametrize(
    "above",
    [
        f"<figure><figcaption class='summary'>{OTHER}</figcaption></figure>",
        f"<div class='newsletter'><p class='intro'>{OTHER}</p></div>",
        f"<div class='summary'><a href='/1'>{OTHER}</a></div>",
        "<p class='summary'>Nine things that every visitor of the old lighthouse ought to know...</p>",
        "<p class='summary'>The ferry at its quay last week, in the rain. (Ann Lee/Getty Images)</p>",
    ],
)
def test_captions_prompts_and_teasers_are_no_standfirst(parse_page: Parse, above: str) -> None:
    body = parse_page(page(above=above)).body_text
    assert PARAGRAPHS[0] in body
    assert "every visitor" not in body
    assert "at its quay" not in body


@pytest.mark.parametrize(
    "part",
    [
        f"<div class='pum-overlay pum'><p>{OTHER}</p></div>",
        f"<section class='newsletter-form__top'><p>{OTHER}</p></section>",
        f"<div class='moreAbout'></div><aside class='more-about__card'><p>{OTHER}</p></aside>",
        f"<inline-teaser><p>{OTHER}</p></inline-teaser>",
        f"<p class='wp-caption-text'>{OTHER}</p>",
        f"<div id='author-bio'><p>{OTHER}</p></div>",
    ],
)
def test_parts_that_markup_names_as_something_else_are_left_out(
    parse_page: Parse, part: str
) -> None:
    body = parse_page(page(within=part)).body_text
    assert OTHER not in body
    assert PARAGRAPHS[-1] in body


def test_a_name_over_most_of_the_text_means_nothing(parse_page: Parse) -> None:
    markup = f"<html><body><h1>{TITLE}</h1><div class='related-content'>{PROSE}</div></body></html>"
    assert PARAGRAPHS[1] in parse_page(markup).body_text


@pytest.mark.parametrize(
    "line",
    [
        "Lea también: El puerto abre en mayo",
        "LE PUEDE INTERESAR: El ferry vuelve",
        "À lire aussi » Le bac reprend la mer : ce qu'il faut savoir",
        "Lire aussi : Le port rouvre",
        "Auch interessant: Fähre fährt wieder",
        "Читайте также: Паром снова ходит",
        "Czytaj także: Prom wraca na morze",
        "Lees ook: De veerboot vaart weer",
        "Subscribe now to our evening edition for the full story.",
        "For the latest stories download the Harbour Post apps for iOS and Android.",
        "To view the full story, please subscribe to The Harbour Post.",
        "Send a letter to the editor",
        "(Credit: Ann Lee / Harbour Post)",
        "Fotos: Ann Lee",
        "Copyright: Ann Lee",
    ],
)
def test_prompts_of_other_languages_are_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Lea: “Ich habe die Fähre gesehen.”",
        "Lee: We will sail in May, and nobody will stop us.",
        "More than two hundred people subscribe to the plan of the council.",
        "Le bac est à lire aussi comme un symbole.",
    ],
)
def test_speech_and_prose_are_no_boilerplate(line: str) -> None:
    assert not is_boilerplate(line)


def test_an_invitation_to_read_on_in_the_middle_cuts_no_article() -> None:
    text = [*PARAGRAPHS, "Czytaj więcej", "Prom wraca na morze", *PARAGRAPHS[:2]]
    assert cut_tail(text)[-2:] == PARAGRAPHS[:2]


def test_a_heading_over_other_articles_cuts_the_end_in_any_language() -> None:
    for heading in ("NOTAS RELACIONADAS", "Weitere Themen", "Sur le même sujet", "По теме"):
        assert cut_tail([*PARAGRAPHS, heading, OTHER]) == PARAGRAPHS


def test_a_kicker_that_only_the_heading_has_is_no_part_of_the_title(parse_page: Parse) -> None:
    head = f"<meta property='og:title' content='{TITLE}'>"
    markup = f"<html><head>{head}</head><body><h1>Island life - {TITLE}</h1>{PROSE}</body></html>"
    assert parse_page(markup).title == TITLE
