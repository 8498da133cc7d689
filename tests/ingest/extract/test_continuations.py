"""Quotations that go on in paragraphs of their own, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract.attributions import Attribution
from ingest.extract.continuations import MAX_PARAGRAPHS, continued
from ingest.extract.paragraphs import paragraphs
from ingest.extract.quotes import quotations

FIRST = "“The bridge is shut,” Ruiz said."


def content(text: str, *cues: tuple[str, str]) -> list[list[str]]:
    """What is attributed to each (cue, content) after the paragraphs that follow were looked at."""
    found = [
        Attribution((), ((text.index(cue), text.index(cue) + len(cue)),), (_span(text, said),), 0.9)
        for cue, said in cues
    ]
    return [
        [text[start:end] for start, end in one.content]
        for one in continued(text, quotations(text), found)
    ]


def _span(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


SAID = ("said", "“The bridge is shut,”")


@pytest.mark.parametrize(
    "after", ["“It was built in 1931.”", '"It was built in 1931."', "“It was built in 1931."]
)
def test_a_paragraph_of_mere_quotation_is_the_last_speakers(after: str) -> None:
    (found,) = content(f"{FIRST}\n\n{after}\n\nRain fell.", SAID)
    assert found[0] == SAID[1]
    assert found[1].startswith(after[:-1])


def test_so_are_those_after_it_up_to_a_bound() -> None:
    more = "\n\n".join(f"“It was built in {year}.”" for year in range(1900, 1920))
    (found,) = content(f"{FIRST}\n\n{more}", SAID)
    assert len(found) == 1 + MAX_PARAGRAPHS


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n\nIt was built in 1931.",
        f"{FIRST}\n\nRain fell.\n\n“It was built in 1931.”",
        f"{FIRST} Lis differs:\n\n“It was built in 1931.”",
        f"{FIRST}\n\n‘A bridge of sighs’\n\nRain fell.",
        f"{FIRST}\n\n“Shame!”",
        f"{FIRST}\n\n“The bridge is shut,”\n\nRain fell.",
        f"{FIRST}\n\n“Follow Ana Lee on Twitter.”",
    ],
    ids=["unquoted", "apart", "led", "heading", "shout", "pull quote", "prompt"],
)
def test_nothing_else_is(text: str) -> None:
    assert content(text, SAID) == [[SAID[1]]]


def test_whoever_speaks_in_a_sentence_after_it_takes_the_word() -> None:
    text = f"{FIRST} Lis denied that.\n\n“It was built in 1931.”"
    assert content(text, SAID, ("denied", "that")) == [[SAID[1]], ["that"]]


def test_a_clause_about_the_speaker_does_not_end_it() -> None:
    text = "“The bridge is shut,” said Ruiz, who thinks of the mill.\n\n“It was built in 1931.”"
    found = content(text, SAID, ("thinks of", "the mill"))
    assert found == [[SAID[1], "“It was built in 1931.”"], ["the mill"]]


TEXTS = st.lists(
    st.sampled_from(
        [
            "“It is shut.”",
            "“It is",
            '"No',
            "Ruiz said",
            "‘a', b’",
            "rain fell.",
            ":",
            "\n",
            "\n\n",
            "”",
        ]
    ),
    max_size=40,
).map(" ".join)


@given(TEXTS, st.data())
def test_whatever_the_text_only_paragraphs_of_mere_quotation_are_added(
    text: str, data: st.DataObject
) -> None:
    blocks = paragraphs(text)
    found = [
        Attribution((), ((start, start + 1),), ((start + 1, end),), 0.9)
        for start, end in blocks
        if end - start > 1 and data.draw(st.booleans())
    ]
    after = continued(text, quotations(text), found)
    taken = [span for one in after for span in one.content]
    assert len(set(taken)) == len(taken)
    for before, one in zip(found, after, strict=True):
        assert one.content[:1] == before.content
        assert list(one.content) == sorted(one.content)
        for start, end in one.content[1:]:
            assert any(first <= start and end <= last for first, last in blocks)
            assert text[start] in '“"‘”'
