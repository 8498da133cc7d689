"""Windows of word pieces: nothing of the text is lost, nothing runs over."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract.tagger.pieces import INSIDE, MARK, OUTSIDE, WINDOW, load_tokenizer, windows

TEXTS = st.text(
    alphabet=st.sampled_from("ab zé“”\"'.\n\u200b日🙂—A") | st.characters(codec="utf-8"),
    max_size=400,
)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_windows_fit_and_their_lists_agree(text: str) -> None:
    for window in windows(text, load_tokenizer()):
        lengths = {len(part) for part in (window.ids, window.offsets, window.cases, window.quotes)}
        assert lengths == {len(window)}
        assert len(window) <= WINDOW
        assert window.blocks


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_pieces_of_a_text_come_in_order_and_lie_in_it(text: str) -> None:
    offsets = [
        offset
        for window in windows(text, load_tokenizer())
        for first, stop in window.blocks
        for offset in window.offsets[first:stop]
    ]
    assert offsets == sorted(offsets)
    assert all(0 <= start <= end <= len(text) for start, end in offsets)


def test_a_long_paragraph_is_cut_at_the_end_of_a_sentence() -> None:
    sentence = "The mayor opened the bridge on Monday and left early. "
    text = (sentence * 40).strip()
    found = list(windows(text, load_tokenizer()))
    assert len(found) > 1
    for window in found[:-1]:
        last = window.offsets[window.blocks[-1][1] - 1]
        assert text[last[0] : last[1]] == "."


def test_a_long_paragraph_is_cut_outside_its_quotations() -> None:
    report = "The mayor opened the bridge on Monday and left early. " * 12
    text = report + "“" + "We shall not see its like again. " * 4 + "Never,” she said. " + report
    cut = next(iter(windows(text, load_tokenizer()))).offsets[-1][1]
    assert text[cut - 1] == "."
    assert not text.index("“") < cut < text.index("”")


def test_paragraphs_share_a_window_while_they_fit() -> None:
    (window,) = windows("One went.\n\nTwo came.\n\nThree stayed.", load_tokenizer())
    assert len(window.blocks) == 3


@pytest.mark.parametrize("quoted", ["“gone”", '"gone"', "''gone''"])
def test_pieces_in_quotation_marks_are_marked(quoted: str) -> None:
    text = f"He is {quoted} now"
    (window,) = windows(text, load_tokenizer())
    state = {
        text[start:end]: mark
        for (start, end), mark in zip(window.offsets, window.quotes, strict=True)
    }
    assert state["gone"] == INSIDE
    assert state["He"] == state["now"] == OUTSIDE
    assert MARK in window.quotes
