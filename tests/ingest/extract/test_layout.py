"""Attributions that the layout makes: signed quotations, transcripts, introduced blocks."""

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


def test_a_label_that_comes_once_is_a_heading() -> None:
    assert said("Opinion: The bridge is old\n\nIt was built in 1931 by the state.") == []


def test_a_verb_of_saying_and_a_colon_introduce_the_next_paragraph() -> None:
    text = "On Friday the mayor said:\n\n“The bridge is safe. Nobody needs to worry.”\n\nIt is not."
    assert said(text) == [("the mayor", "said", "“The bridge is safe. Nobody needs to worry.”")]


def test_a_list_that_is_introduced_without_a_verb_of_saying_is_nobodys() -> None:
    assert said("The bridge is closed on these days:\n\nMonday and Tuesday in June.") == []
