"""Plain text and pages: the charset is found, and what is no text says so."""

import codecs

import pytest

from ingest.readers.charset import decode


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        ("Zoë paid £5 – twice.".encode(), "utf-8"),
        (codecs.BOM_UTF8 + "Zoë paid £5 – twice.".encode(), "utf-8-sig"),
        ("Zoë paid £5 – twice.".encode("cp1252") + b" " + b"Plain words follow. " * 20, "cp1252"),
        ("Zoë paid £5 – twice.".encode("utf-16"), "utf-16"),
        ("Zoë paid £5 – twice.".encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_text_is_decoded_whatever_wrote_it(only, content, charset):
    found = only(content, "a.txt")
    assert found.fields["text"].startswith("Zoë paid £5 – twice.")
    assert (found.charset, found.reader, found.content) == (charset, "text", content)


def test_russian_in_one_byte_a_letter_is_guessed(only):
    russian = "Президент заявил, что переговоры продолжатся в понедельник утром. " * 8
    assert only(russian.encode("cp1251"), "a.txt").fields["text"] == russian


def test_utf8_with_a_broken_character_stays_utf8(only):
    content = ("“Café” – naïve élan, ‘déjà vu’ – " * 9).encode()[:-1] + b"\xff end"
    assert only(content, "a.txt").fields["text"].startswith("“Café”")


def test_line_ends_are_one_kind_and_no_nul_or_surrogate_is_left(only):
    text = only(b"One.\r\n\r\nTwo.\rThree.", "a.txt").fields["text"]
    assert text == "One.\n\nTwo.\nThree."


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "a.txt", "empty"),
        (b" \r\n\t ", "a.txt", "empty"),
        (b"\xef\xbb\xbf", "a.txt", "empty"),
        (b"Some text\0 with a NUL", "a.txt", "unknown_format"),
        (bytes(range(256)) * 4, "a.txt", "unknown_format"),
        (b"%PDF-1.7 and so on", "a.txt", "unknown_format"),
        (b"body { color: red }", "style.css", "unknown_format"),
        (b"- id: a paper", "sources.yml", "unknown_format"),
        (b"import sys", "make.py", "unknown_format"),
        (b"\x89PNG\r\n\x1a\n0000", "a.png", "unknown_format"),
        (b"<?xml version='1.0'?><svg></svg>", "a.xml", "unknown_format"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(reason, content, name, expected):
    assert reason(content, name) == expected


def test_a_document_over_the_limit_is_too_large_and_its_bytes_are_not_kept(read):
    [found] = read(b"word " * 100, "a.txt", max_bytes=100)
    assert (found.reason_code, found.content) == ("too_large", None)
    assert len(read(b"word " * 20, "a.txt", max_bytes=100)) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><title>x</title><p>Hello",
        b"<!-- saved -->\n<HTML><body>Hello",
        b"<p>Only a paragraph</p>",
        b"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'a' 'b'><html xmlns='x'>",
        "<html><p>Grüße".encode("utf-16"),
    ],
)
def test_pages_are_known_by_their_content_not_their_name(only, content):
    found = only(content, "page.txt")
    assert (found.reader, found.media_type, found.content) == ("html", "text/html", content)


def test_text_that_begins_with_a_bracket_is_text(only):
    assert only(b"[Update] The minister has resigned.", "a.txt").reader == "text"
    assert only(b"<Applause> said the minister.", "a.txt").reader == "text"


@pytest.mark.parametrize("charset", ["punycode", "idna", "unicode_escape"])
def test_a_charset_that_no_text_is_in_is_not_believed(charset):
    content = b"The ferry sails again in spring. \\u0041"

    assert decode(content, charset) == (content.decode(), "utf-8")
