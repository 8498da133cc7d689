"""Locations: files, folders, standard input; and whatever the bytes, nothing crashes."""

import bz2
import gzip
import io
import lzma
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.documents import RawDocument, Unreadable
from ingest.errors import ConfigurationError
from ingest.readers.base import Origin, ReadOptions
from ingest.readers.dispatch import Reading, check_locations, read_location

SEEDS = [
    b"PK\x03\x04", b"PK\x05\x06", b"WARC/1.0\r\nContent-Length: 5\r\n\r\n", b'{"text":', b"[{", b"[[",
    b"<rss><channel><item>", b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>", b"<html>", b"<?xml",
    b"<rss xmlns:at='http://purl.org/atompub/tombstones/1.0'><at:deleted-entry ref='x'/>", b"title,text\n",
    b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", bytes(257) + b"ustar\0", b'{"id":1,"status":"canceled"}\n',
    b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/\r\nContent-Type: application/http;"
    b" msgtype=response\r\nContent-Length: 60\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
]  # fmt: skip
PACKS = st.sampled_from([bytes, gzip.compress, bz2.compress, lzma.compress])
NAMES = st.sampled_from(["a", "a.txt", "a.json", "a.jsonl", "a.csv", "a.tar", "a.html", "a.xml.gz"])


@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([b"", *SEEDS]), st.binary(max_size=400), PACKS, NAMES, st.integers(0, 60))
def test_any_bytes_give_documents_or_reasons(start, rest, pack, name, cut):
    packed = pack(start + rest)
    content = packed[: len(packed) - cut] if cut < 20 else packed
    for found in Reading(ReadOptions(max_bytes=10_000)).read_bytes(content, Origin.of_file(name)):
        assert isinstance(found, RawDocument | Unreadable)
        if isinstance(found, RawDocument):
            for value in found.fields.values():
                value.encode()  # no lone surrogate
                assert "\0" not in value


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=300))
def test_any_text_of_a_record_is_read_back_tidy(text):
    import json

    content = json.dumps({"text": text}).encode()
    [found] = Reading(ReadOptions()).read_bytes(content, Origin.of_file("a.jsonl"))
    if isinstance(found, RawDocument):
        body = found.fields.get("text", found.fields.get("html", ""))
        assert "\0" not in body and body.encode()


def test_folders_are_walked_in_order_without_litter(tmp_path):
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden/x.txt", "README.md", "c/.x"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(f"Text of {name}.")
    found = [f.retrieved_from for f in read_location(str(tmp_path), ReadOptions())]
    assert found == [str(tmp_path / name) for name in ("a.txt", "b/1.txt", "b/2.txt")]


def test_what_a_folder_links_to_outside_is_not_read_and_pipes_are_passed_over(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("Nobody named this file, so nobody wants it in the log.")
    folder = tmp_path / "dropped"
    folder.mkdir()
    (folder / "a.txt").write_text("The ferry sails again in spring, said the council.")
    (folder / "b.txt").symlink_to("a.txt")
    (folder / "c.txt").symlink_to(secret)
    (folder / "d.txt").symlink_to("nowhere")
    (folder / "e.txt").symlink_to("e.txt")
    os.mkfifo(folder / "f.txt")

    found = list(read_location(str(folder), ReadOptions()))

    assert [Path(one.retrieved_from).name for one in found] == [f"{n}.txt" for n in "abcde"]
    assert [type(one).__name__ for one in found] == ["RawDocument"] * 2 + ["Unreadable"] * 3
    assert "leads out of the folder" in found[2].detail


def test_a_readme_that_is_named_is_read(tmp_path):
    (tmp_path / "README.md").write_text("An article about readmes.")
    [found] = read_location(str(tmp_path / "README.md"), ReadOptions())
    assert isinstance(found, RawDocument)


def test_relative_paths_are_named_absolutely(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("Text.")
    monkeypatch.chdir(tmp_path)
    [found] = read_location("./a.txt", ReadOptions())
    assert found.retrieved_from == str(tmp_path / "a.txt")


def test_standard_input_is_read_by_content(monkeypatch):
    data = io.BytesIO(gzip.compress(b'{"text":"One"}\n{"text":"Two"}\n'))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
    found = list(read_location("-", ReadOptions()))
    assert [f.retrieved_from for f in found] == ["-#L1", "-#L2"]


def test_file_names_that_are_no_text_are_named_readably(tmp_path):
    path = Path(str(tmp_path) + "/caf\udce9.txt")
    try:
        path.write_text("Text.")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    [found] = read_location(str(tmp_path), ReadOptions())
    assert found.retrieved_from.endswith("caf\ufffd.txt")


def test_a_mistyped_path_is_refused_before_anything_is_read(tmp_path):
    with pytest.raises(ConfigurationError, match="no such file"):
        check_locations([str(tmp_path), str(tmp_path / "nothing")])
    check_locations(["-", "https://a.example/"])
