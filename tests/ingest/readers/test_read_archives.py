"""Archives: members are read like files, and nothing in them can do harm."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest
import zstandard

from ingest.documents import RawDocument
from ingest.readers import base

FILES = {"b/one.txt": b"One.", "b/page.html": b"<html><p>Two", "a.jsonl": b'{"text":"Three"}\n'}


def tar(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress, bytes]
)
@pytest.mark.parametrize("archive", [tar, zipped])
def test_members_go_through_the_same_dispatch(read, archive, pack):
    found = read(pack(archive(FILES)), "x.bin")
    assert [(f.reader, f.retrieved_from) for f in found] == [
        ("text", "x.bin!b/one.txt"), ("html", "x.bin!b/page.html"), ("jsonl", "x.bin!a.jsonl#L1"),
    ]  # fmt: skip


def test_a_compressed_page_keeps_the_name_of_its_file(only):
    assert only(gzip.compress(b"Plain words."), "a.txt.gz").retrieved_from == "a.txt.gz"
    assert only(gzip.compress(b'{"text":"x"}'), "a.jsonl.gz").retrieved_from == "a.jsonl.gz#L1"


def test_archives_in_archives_up_to_a_limit(read):
    content = b"Deep."
    for _ in range(3):
        content = zipped({"inner": content})
    assert read(content, "x.zip")[0].retrieved_from == "x.zip!inner!inner!inner"
    for _ in range(4):
        content = zipped({"inner": content})
    assert [f.reason_code for f in read(content, "x.zip")] == ["too_large"]


def test_paths_that_point_outside_are_only_names(read, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = read(tar({"../../evil.txt": b"Text.", "/etc/passwd": b"Text."}), "x.tar")
    assert [f.retrieved_from for f in found] == ["x.tar!../../evil.txt", "x.tar!/etc/passwd"]
    assert not list(tmp_path.iterdir())


def test_litter_and_readmes_are_passed_over(read):
    names = [".DS_Store", "__MACOSX/x", "README.md", "license", "a/.git/config", "..a/x.txt"]
    found = read(zipped(dict.fromkeys([*names, "copying machines.txt"], b"Text.")), "x.zip")
    assert [f.retrieved_from for f in found] == ["x.zip!copying machines.txt"]


def test_a_bomb_is_stopped(read, monkeypatch):
    monkeypatch.setattr(base, "FREE_BYTES", 1_000_000)
    bomb = gzip.compress(bytes(30_000_000))
    assert [f.reason_code for f in read(gzip.compress(bomb), "x.gz", max_bytes=10**9)] == [
        "too_large"
    ]
    many = tar({f"{n}": b"x" * 1_000_000 for n in range(20)})
    assert read(bz2.compress(many), "x.tar.bz2")[-1].reason_code == "too_large"


def test_a_member_over_the_limit_does_not_stop_the_others(read):
    big, small = read(tar({"big.txt": b"x" * 5000, "small.txt": b"Text."}), max_bytes=1000)
    assert big.reason_code == "too_large" and small.content == b"Text."


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
def test_truncated_archives_give_what_is_there_and_one_refusal(read, pack):
    lines = b"".join(b'{"text":"Line %d of many"}\n' % n for n in range(20_000))
    *good, broken = read(pack(lines)[:-300], "a.jsonl")
    assert broken.reason_code == "malformed"
    assert pack is bz2.compress or len(good) > 1000  # bz2 unpacks 900 kB at a time
    assert all(isinstance(f, RawDocument) for f in good[:-1])


def test_broken_and_encrypted_zips_are_malformed(read):
    whole = zipped(FILES)
    assert [f.reason_code for f in read(whole[:60], "x.zip")] == ["malformed"]
    encrypted = bytearray(whole)
    directory = encrypted.rindex(b"PK\x01\x02", 0, encrypted.index(b"PK\x01\x02") + 4)
    encrypted[directory + 8] |= 1
    encrypted[6] |= 1
    first, *others = read(bytes(encrypted), "x.zip")
    assert first.reason_code == "malformed" and len(others) == 2


def test_an_archive_without_files_is_empty(reason):
    assert reason(tar({}), "x.tar") in ("empty", "unknown_format")
    assert reason(zipped({}), "x.zip") == "empty"
