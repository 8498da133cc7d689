"""An erased text is known again in any format, and other texts are not."""

from ingest.erasure.passages import is_known_again, passage_hashes

TEXT = (
    "The harbour board voted late on Tuesday to close the eastern basin for good. "
    "Nobody had asked the crews, who learned of it from a notice on the gate.\n\n"
    '"We will not move a single boat before somebody talks to us," said one of them, Tilda Moe. '
    "The board did not answer questions. It meets again in the first week of the coming month."
)
ERASED = passage_hashes(TEXT)


def test_the_same_sentences_in_other_lines_and_signs_are_known_again():
    other = TEXT.replace("\n\n", " ").replace('"', "“").replace("Tuesday to", "Tuesday\nto")
    assert is_known_again(f"Harbour news. {other.upper()} Read more.", ERASED)


def test_half_of_the_sentences_is_enough_and_one_is_not():
    sentences = TEXT.replace("\n\n", " ").split(". ")
    assert is_known_again(". ".join(sentences[:2]) + ". And so on.", ERASED)
    fillers = " ".join(
        f"The town of number {n} has nothing to do with any of this, as anybody can see there."
        for n in ("one", "two", "three")
    )
    assert not is_known_again(f"{sentences[0]}. {fillers}", ERASED)


def test_short_sentences_are_not_hashed_where_there_are_long_ones():
    assert passage_hashes(f"{TEXT} The board was silent.") == ERASED


def test_a_text_of_short_sentences_is_known_as_a_whole():
    assert is_known_again("It rained.  All DAY!", passage_hashes("It rained. All day."))
    assert not is_known_again("It rained. All night.", passage_hashes("It rained. All day."))


def test_nothing_is_known_again_where_nothing_was_erased():
    assert not is_known_again(TEXT, frozenset())
