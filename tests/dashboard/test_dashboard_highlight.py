from hypothesis import given
from hypothesis import strategies as st
from small_warehouse import plain

from dashboard.differences import difference
from dashboard.highlight import Mark, highlight, highlight_paragraphs, occurrences, passage


def test_a_marked_stretch_carries_its_kind_and_the_rest_stays() -> None:
    assert highlight("He said no.", [Mark(3, 7, "cue")]) == (
        'He <mark class="cue" title="">said</mark> no.'
    )


def test_overlapping_spans_are_cut_at_every_edge() -> None:
    html = highlight("abcdef", [Mark(0, 4, "content"), Mark(2, 6, "speaker")])
    assert 'class="content" title="">ab<' in html
    assert 'class="content speaker" title="">cd<' in html
    assert 'class="speaker" title="">ef<' in html


def test_markup_in_a_text_or_a_title_is_shown_and_never_obeyed() -> None:
    html = highlight("<script>x</script>", [Mark(0, 8, "content", '"><script>')])
    assert "<script" not in html
    assert plain(html) == "<script>x</script>"


@given(
    st.text(alphabet="ab<>&\"'\n 😀é", max_size=60),
    st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=6),
)
def test_any_spans_leave_the_text_as_it_was(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start, end, "content") for start, end in spans]
    assert plain(highlight(text, marks)) == text
    html = highlight_paragraphs(text, marks)
    assert plain(html).replace("\n", "") == text.replace("\n", "")


def test_spans_over_a_paragraph_break_are_marked_in_both_paragraphs() -> None:
    html = highlight_paragraphs("one two\n\nthree four", [Mark(4, 14, "content")])
    assert html.count("<mark") == 2
    assert html.count("<p>") == 2


def test_the_passage_of_a_span_is_its_sentence() -> None:
    text = "It rained. Ada said: “It was cold.” Tom left.\n\nNext day."
    start = text.index("Ada")
    first, last = passage(text, start, start + 8)
    assert text[first:last] == "Ada said: “It was cold.”"


def test_the_passage_of_a_span_at_the_end_reaches_the_end() -> None:
    text = "It rained. Ada left"
    assert passage(text, 12, 15) == (11, len(text))


def test_occurrences_ignore_case_and_treat_the_words_literally() -> None:
    assert [(m.start, m.end) for m in occurrences("A.b a.B axb", "a.b")] == [(0, 3), (4, 7)]
    assert occurrences("text", "  ") == []


def test_a_difference_shows_what_was_dropped_and_added_and_escapes_both() -> None:
    html = difference("Nine <b> died.", "Eight <b> died.")
    assert "<del>Nine</del><ins>Eight</ins>" in html
    assert "<b>" not in html
