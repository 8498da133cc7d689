"""Quotations: every style of mark, paragraphs, apostrophes, and marks that do not match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.paragraphs import paragraphs, pieces
from ingest.extract.quotes import quotations


def quoted(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in quotations(text)]


@pytest.mark.parametrize(
    "quotation",
    [
        "“Ships will sail”",
        '"Ships will sail"',
        "‘Ships will sail’",
        "'Ships will sail'",
        "''Ships will sail''",
        "``Ships will sail''",
        "«Ships will sail»",
        "„Ships will sail“",
        "»Ships will sail«",
    ],
)
def test_every_style_of_mark_is_read(quotation: str) -> None:
    assert quoted(f"The harbour master said, {quotation}, and left.") == [quotation]


@pytest.mark.parametrize(
    "text",
    [
        "The ministers’ summit didn’t end; it's over.",
        "It was rock 'n' roll in the '80s, and the dockers' choir sang.",
        "He is 6'2\" tall and the board 5' wide.",
        "They won't, can't and shouldn't.",
    ],
)
def test_apostrophes_and_feet_are_not_quotations(text: str) -> None:
    assert quoted(text) == []


def test_a_plural_possessive_does_not_close_a_single_quotation() -> None:
    assert quoted("He called it ‘the dockers’ revenge’ then.") == ["‘the dockers’ revenge’"]


def test_marks_within_marks_belong_to_the_outer_quotation() -> None:
    text = "“She said ‘no’ to the “great plan” twice,” he wrote."
    assert quoted(text) == ["“She said ‘no’ to the “great plan” twice,”"]


def test_a_quotation_reopened_in_each_paragraph_continues() -> None:
    text = "“The bridge is closed.\n\n“It opens in May,” she said."
    first, second = quotations(text)
    assert (first.is_closed, second.continues) == (False, True)
    assert text[second.start : second.end] == "“It opens in May,”"


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“The bridge is closed, she said.\n\nThe town is quiet.\n\nNobody came."
    assert quoted(text) == ["“The bridge is closed, she said."]


def test_a_straight_mark_that_can_only_open_ends_the_unclosed_one_before() -> None:
    assert quoted('"Never, she said. "We stay," he replied.')[1] == '"We stay,"'


def test_an_inner_mark_that_never_closes_does_not_run_on() -> None:
    assert quoted("“A “new deal,” he said. “Take it.”") == ["“A “new deal,”", "“Take it.”"]


def test_lines_of_a_hard_wrapped_text_are_one_paragraph() -> None:
    text = "The council of the small\ntown decided to close the\nold bridge before the\nwinter.\n\nIt did."
    assert [text[start:end].count("\n") for start, end in paragraphs(text)] == [3, 0]


def test_lines_of_an_unwrapped_text_are_paragraphs() -> None:
    assert (
        len(paragraphs("The bridge is closed.\nIt opens in May.\nThe town waits.\nSo do we.")) == 4
    )


texts = (
    st.text(alphabet=st.sampled_from("ab “”‘’'\"`«»„\n.,5\U0001f600\u00a0"), max_size=80)
    | st.text()
)


@given(texts)
def test_quotations_lie_in_order_within_paragraphs(text: str) -> None:
    blocks = paragraphs(text)
    last = 0
    for quote in quotations(text):
        assert last <= quote.start < quote.end <= len(text)
        assert any(start <= quote.start and quote.end <= end for start, end in blocks)
        last = quote.end


@given(texts, st.integers(min_value=1, max_value=30))
def test_pieces_are_the_text_and_keep_the_limit(text: str, limit: int) -> None:
    cut = list(pieces(text, limit))
    assert "".join(piece for _, piece in cut) == text
    assert all(text[at : at + len(piece)] == piece and len(piece) <= limit for at, piece in cut)
