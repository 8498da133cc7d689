"""Attributions that the layout makes: signed quotations, transcripts, introduced blocks."""

import pytest

from ingest.extract.attributions import Attribution
from ingest.extract.language import parse_texts
from ingest.extract.layout import layout_attributions
from ingest.extract.lexicon import load_lexicon
from ingest.extract.parse import parse_of
from ingest.extract.quotes import quotations


def said(text: str) -> list[tuple[str, str, str]]:
    ((doc, _),) = next(parse_texts([(text, None)]))
    parse = parse_of(doc)

    def words(one: Attribution, role: str) -> str:
        return " | ".join(text[start:end] for start, end in getattr(one, role))

    return [
        (words(one, "source"), words(one, "cue"), words(one, "content"))
        for one in layout_attributions(parse, quotations(text), load_lexicon())
    ]


def test_a_quotation_with_a_dash_and_a_name_is_signed() -> None:
    text = "Readers wrote in.\n\n“The new bus is late every day.” ― Ana Ruiz, Tartu"
    assert said(text) == [("Ana Ruiz, Tartu", "―", "“The new bus is late every day.”")]


@pytest.mark.parametrize(
    ("signature", "name"),
    [
        ("”― Ana Ruiz.", "Ana Ruiz"),
        ("”\n\n— Ana Ruiz", "Ana Ruiz"),
        ("”\n- Ana Ruiz, Tartu.", "Ana Ruiz, Tartu"),
    ],
)
def test_a_signature_may_end_in_a_full_stop_or_stand_in_a_line_of_its_own(
    signature: str, name: str
) -> None:
    ((source, _, content),) = said(f"“The new bus is late every day.{signature}\n\nIt rained.")
    assert (source, content) == (name, "“The new bus is late every day.”")


def test_a_quoted_post_is_attributed_once() -> None:
    text = "“The new bus is late.” — Ana Ruiz (@anaruiz) May 3, 2021"
    assert said(text) == [("Ana Ruiz", "—", "“The new bus is late.”")]


def test_a_colon_before_a_line_without_words_introduces_nothing() -> None:
    assert said("The mayor said:\n\n.\n\nRain fell.") == []


def test_an_item_of_a_list_below_a_quotation_is_no_signature() -> None:
    assert said("“The new bus is late every day.”\n\n- The tram is not, says nobody at all.") == []


def test_a_dash_and_a_clause_after_a_quotation_sign_nothing() -> None:
    assert said("“The new bus is late every day” — that is what they told us at the stop.") == []


def test_labels_that_come_back_make_a_transcript() -> None:
    text = (
        "RUIZ: Why is the bridge shut?\n\nLIS: It is old. We told you so.\n\nIt was built in 1931.\n\n"
        "RUIZ: And who pays?\n\n(LAUGHTER)\n\nLIS: The state will pay for it."
    )
    assert said(text) == [
        ("RUIZ", ":", "Why is the bridge shut?"),
        ("LIS", ":", "It is old. We told you so | It was built in 1931"),
        ("RUIZ", ":", "And who pays?"),
        ("LIS", ":", "The state will pay for it"),
    ]


def test_a_prompt_of_the_page_is_no_part_of_a_turn() -> None:
    text = "RUIZ: Who pays?\n\nLIS: The state will.\n\nRUIZ: All of it?\n\nLIS: Yes, all of it.\n\nFollow Ana Lee on Twitter."
    assert said(text)[-1] == ("LIS", ":", "Yes, all of it")


def test_a_label_that_comes_once_is_a_heading() -> None:
    assert said("Opinion: The bridge is old\n\nIt was built in 1931 by the state.") == []


def test_a_verb_of_saying_and_a_colon_introduce_the_next_paragraph() -> None:
    text = "On Friday the mayor said:\n\n“The bridge is safe. Nobody needs to worry.”\n\nIt is not."
    assert said(text) == [("the mayor", "said", "“The bridge is safe. Nobody needs to worry.”")]


def test_a_list_that_is_introduced_without_a_verb_of_saying_is_nobodys() -> None:
    assert said("The bridge is closed on these days:\n\nMonday and Tuesday in June.") == []
