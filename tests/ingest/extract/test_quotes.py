"""Quotations: every style of mark, paragraphs, apostrophes, and marks that do not match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.paragraphs import paragraphs, pieces
from ingest.extract.quotes import MAX_UNCLOSED, quotations


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"She said “no” to it," he wrote.', ['"She said “no” to it,"']),
        ('“He said "no" to it,” she wrote.', ['“He said "no" to it,”']),
        ("« Il a dit « non » hier », dit-elle.", ["« Il a dit « non » hier »"]),
        ("„Wir gehen“, sagte er. „Idziemy” powiedział.", ["„Wir gehen“", "„Idziemy”"]),
        (",,Idziemy'' powiedział.", [",,Idziemy''"]),
        ("‘‘We stay,’’ he said.", ["‘‘We stay,’’"]),
        ("”Så här,” sade han.", ["”Så här,”"]),
        ('“We stay," he said, and “we wait."', ['“We stay,"', '“we wait."']),
        ("“The bridge is closed.“ [Harbour Ledger.]", ["“The bridge is closed.“"]),
        ("“So it is,’ she said, and “so be it.”", ["“So it is,’", "“so be it.”"]),
        ("'I won't go,' she said, 'not in the '90s.'", ["'I won't go,'", "'not in the '90s.'"]),
        ("‘I was there in 1990’ he said.", ["‘I was there in 1990’"]),
        ("‘Tis the season for workers’ rights.", []),
        ("’Tis the season, ’cause it's ’90s music.", []),
        ("The workers’ ‘great victory’ came late.", ["‘great victory’"]),
        ('He is 6\'2" tall and "very strong," she said.', ['"very strong,"']),
        ('The board, 4" x 6", was 5\' wide.', []),
        ("He stood 5′10″ in the 100′ hall.", []),
    ],
)
def test_marks_that_are_mixed_nested_or_no_quotation_at_all(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_an_unclosed_quotation_within_a_paragraph_ends_with_its_sentence() -> None:
    text = "He spoke of “the old bridge. The town is quiet. " + "Nobody came to see it. " * 40
    assert quoted(text) == ["“the old bridge."]


def test_an_unclosed_quotation_does_not_swallow_an_article_without_paragraphs() -> None:
    text = '"The bridge is closed. ' + "The town is quiet today. " * 200
    assert quoted(text) == ['"The bridge is closed.']


def test_an_unclosed_quotation_keeps_the_paragraph_that_it_fills() -> None:
    text = "She wrote:\n\n“The bridge is closed. It opens in May.\n\nThe town is quiet."
    assert quoted(text) == ["“The bridge is closed. It opens in May."]


def test_a_quotation_without_an_end_or_a_sentence_is_bounded() -> None:
    (quote,) = quotations("The sign “" + "word " * 2000)
    assert quote.end - quote.start <= MAX_UNCLOSED


def test_lines_of_a_hard_wrapped_text_are_one_paragraph() -> None:
    text = "The council of the small\ntown decided to close the\nold bridge before the\nwinter.\n\nIt did."
    assert [text[start:end].count("\n") for start, end in paragraphs(text)] == [3, 0]


def test_lines_of_an_unwrapped_text_are_paragraphs() -> None:
    assert (
        len(paragraphs("The bridge is closed.\nIt opens in May.\nThe town waits.\nSo do we.")) == 4
    )


texts = (
    st.text(alphabet=st.sampled_from("abS “”‘’'\"`«»‹›„‚,\n.:!5′″\U0001f600\u00a0"), max_size=80)
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
        if not quote.is_closed:
            assert quote.end - quote.start <= MAX_UNCLOSED


@given(st.lists(st.sampled_from(["“", "”", '"', "‘", "’", "«", "We stay. ", "He ", "\n\n"])))
def test_reading_is_the_same_with_and_without_given_paragraphs(parts: list[str]) -> None:
    text = "".join(parts)
    assert quotations(text) == quotations(text, paragraphs(text))


@given(texts, st.integers(min_value=1, max_value=30))
def test_pieces_are_the_text_and_keep_the_limit(text: str, limit: int) -> None:
    cut = list(pieces(text, limit))
    assert "".join(piece for _, piece in cut) == text
    assert all(text[at : at + len(piece)] == piece and len(piece) <= limit for at, piece in cut)
