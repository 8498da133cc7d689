"""JSON Lines, JSON and CSV: every record is one document or one reason."""

import json

import pytest

from ingest.documents import Unreadable
from ingest.errors import ConfigurationError
from ingest.readers.fieldmap import check_map

RECORD = {"id": 7, "headline": "Rain", "body": "It rained.", "link": "https://a.example/1",
          "pubDate": "2026-01-02", "authors": ["Ann", {"name": "Bo"}], "publisher": {"name": "A"},
          "lang": "en", "status": "published"}  # fmt: skip
FIELDS = {"ref": "7", "title": "Rain", "text": "It rained.", "url": "https://a.example/1",
          "published_at": "2026-01-02", "author": "Ann, Bo", "source": "A", "language": "en",
          "pub_status": "usable"}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", json.dumps(RECORD).encode()),
        ("a.json", json.dumps(RECORD, indent=2).encode()),
        ("a.json", json.dumps([RECORD]).encode()),
        ("a.json", json.dumps({"total": 1, "articles": [RECORD]}).encode()),
        ("stdin", b"\xef\xbb\xbf" + json.dumps(RECORD).encode() + b"\r\n"),
        ("stdin", json.dumps([RECORD], indent=1).encode()),
    ],
)
def test_the_usual_names_are_known_in_every_kind_of_json(only, name, content):
    found = only(content, name)
    assert dict(found.fields) == FIELDS
    assert (found.reader, found.media_type) == ("jsonl", "application/json")


def test_each_line_keeps_its_own_bytes_and_a_name_that_stays(read):
    lines = [json.dumps({"text": f"Text {n}."}).encode() for n in range(3)]
    found = read(lines[0] + b"\n\n" + lines[1] + b"\n" + lines[2], "a.jsonl")
    assert [f.retrieved_from for f in found] == ["a.jsonl#L1", "a.jsonl#L3", "a.jsonl#L4"]
    assert [f.content for f in found] == lines


def test_a_bad_line_does_not_stop_the_others(read):
    content = b'{"text":"one"}\n{"text": oops}\n[1]\n{"text":""}\n{"name":"x"}\n{"text":"two"}\n'
    found = read(content, "a.jsonl")
    reasons = [f.reason_code if isinstance(f, Unreadable) else f.fields["text"] for f in found]
    assert reasons == ["one", "malformed", "malformed", "empty", "not_an_article", "two"]


def test_a_line_over_the_limit_is_passed_over(read):
    content = b'{"text":"' + b"x" * 5000 + b'"}\n{"text":"two"}\n'
    big, small = read(content, "a.jsonl", max_bytes=1000)
    assert big.reason_code == "too_large"
    assert small.fields["text"] == "two"


def test_array_elements_are_read_one_by_one(read):
    content = json.dumps([{"text": f"Text {n} é " * 99} for n in range(300)], ensure_ascii=False)
    found = read(content.encode(), "a.json", max_bytes=10_000)
    assert len(found) == 300
    assert found[299].retrieved_from == "a.json#300"
    assert json.loads(found[299].content)["text"].startswith("Text 299 é")


def test_an_array_that_breaks_off_gives_what_is_there_and_one_refusal(read):
    *good, broken = read(b'[{"text":"one"},{"text":"two"},{"te', "a.json")
    assert [f.fields["text"] for f in good] == ["one", "two"]
    assert broken.reason_code == "malformed"


def test_lone_surrogates_nul_and_nan_do_no_harm(only):
    found = only(b'{"text":"a\\ud800b\\u0000c \\ud83d\\ude00", "score": NaN}', "a.jsonl")
    assert found.fields["text"] == "a\ufffdbc \U0001f600"


def test_deep_nesting_is_malformed(read):
    for content in (b"[" * 100_000, b'{"text":' * 100_000, b'{"a":' * 100_000):
        found = read(content, "a.json", max_bytes=2_000_000)
        assert {f.reason_code for f in found} == {"malformed"}


@pytest.mark.parametrize("depth", [300, 900])
def test_lists_in_lists_do_not_stop_the_other_records(read, depth):
    deep = '{"text": "The ferry sails again.", "author": ' + "[" * depth + "1" + "]" * depth + "}"
    found = read(f'{deep}\n{{"text": "The pier was sold."}}\n'.encode(), "a.jsonl")

    assert [one.fields["text"] for one in found] == ["The ferry sails again.", "The pier was sold."]


def test_a_body_that_is_markup_becomes_html(only):
    assert "html" in only(b'{"content":"<p>One.</p><p>Two.</p>"}', "a.jsonl").fields
    assert "text" in only(b'{"content":"If a < b and b > c"}', "a.jsonl").fields


def test_a_mapping_goes_before_the_usual_names(only):
    found = only(
        b'{"a":"Mapped","title":"Not this","text":"x"}', "a.jsonl", field_map={"title": "a"}
    )
    assert found.fields["title"] == "Mapped"
    check_map({"title": "a", "source_id": "b"})
    with pytest.raises(ConfigurationError, match="nonsense"):
        check_map({"nonsense": "a"})


def test_epoch_times_become_iso(only):
    found = only(b'{"text":"x","date":1577836800,"updated":1577836800000}', "a.jsonl")
    assert found.fields["published_at"] == "2020-01-01T00:00:00+00:00"
    assert found.fields["modified_at"] == "2020-01-01T00:00:00+00:00"


def test_the_time_of_observation_is_taken_from_the_record(only):
    found = only(b'{"text":"x","crawled_at":"2020-05-01T10:00:00+02:00"}', "a.jsonl")
    assert found.observed_at.isoformat() == "2020-05-01T08:00:00+00:00"


@pytest.mark.parametrize("word", ["canceled", "Retracted", "withdrawn", "deleted"])
def test_a_withdrawal_needs_no_text(only, word):
    found = only(json.dumps({"id": "1", "status": word}).encode(), "a.jsonl")
    assert dict(found.fields) == {"ref": "1", "pub_status": "canceled"}


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_tables_are_read_with_the_delimiter_of_their_header(read, delimiter):
    rows = [
        ["id", "headline", "text"],
        ["1", "A", '"He said ""no""\r\nand left"'],
        ["2", "B", "Two"],
    ]
    content = "\r\n".join(delimiter.join(row) for row in rows).encode()
    first, second = read(content, "a.csv")
    assert first.fields == {"ref": "1", "title": "A", "text": 'He said "no"\nand left'}
    assert (first.retrieved_from, second.retrieved_from) == ("a.csv#L2", "a.csv#L4")
    assert first.content.startswith(b"1") and first.content.endswith(b'left"\r\n')
    assert (second.reader, second.content) == ("csv", f"2{delimiter}B{delimiter}Two".encode())


def test_a_table_is_known_by_its_header_and_read_in_latin_1(read):
    [found] = read("title,text\nA,caf\xe9".encode("latin-1"), "stdin")
    assert found.fields["text"] == "café"


def test_a_table_without_a_text_column_is_refused_once(read):
    [found] = read(b"a,b\n1,2\n3,4\n", "a.csv")
    assert found.reason_code == "not_an_article"
    assert len(read(b"a,b\n1,2\n3,4\n", "a.csv", field_map={"text": "b"})) == 2


def test_an_open_quote_is_malformed(read):
    found = read(b'title,text\nA,"never closed ' + b"x" * 3000, "a.csv", max_bytes=1000)
    assert [f.reason_code for f in found] == ["malformed"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", b'{"title": "T", "html": "<!doctype html><p>Ships wait here.</p>"}\n' * 2),
        ("stdin", b'{"title": "T", "html": "<!doctype html><p>Ships wait here.</p>"}\n' * 2),
        ("a.csv", b"title,html\n" + b"T,<!doctype html><p>Ships wait here.</p>\n" * 2),
    ],
)
def test_records_that_hold_pages_are_no_page(read, name, content):
    assert [found.fields["title"] for found in read(content, name)] == ["T", "T"]
