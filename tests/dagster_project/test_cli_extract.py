"""``extract``: what the extractor finds, with offsets that re-read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from few_articles import newsledger
from toy_extractor import ToyExtractor

from dagster_project.cli.group import main
from ingest.extract import EXTRACTORS, VERSIONS
from ingest.home import Home

TEXT = (
    '  Mayor Anna Bergström said the pier will be sold.\n\n"Nobody wants it," she told reporters.\n'
)


@pytest.mark.slow
def test_raw_offsets_are_those_of_the_input(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "pier.txt"
    path.write_text(TEXT)

    done = newsledger(home, "extract", "--raw", str(path), timeout=120)

    assert done.returncode == 0, done.stderr
    [document] = map(json.loads, done.stdout.splitlines())
    assert document["text"] == TEXT
    said = [
        claim for claim in document["claims"] if "pier will be sold" in str(claim["content_text"])
    ]
    [[start, end]] = said[0]["source"]
    assert "Anna Bergström" in TEXT[start:end]


@pytest.mark.slow
def test_documents_of_records_keep_their_ids(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    lines = [{"doc_id": name, "text": TEXT} for name in ("one", "two")]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))

    done = newsledger(home, "extract", "--jsonl", "--raw", str(path), timeout=120)

    documents = [json.loads(line) for line in done.stdout.splitlines()]
    assert [document["doc_id"] for document in documents] == ["one", "two"]
    assert not home.ledger.exists()  # without touching the log


@pytest.mark.slow
def test_a_line_that_is_no_document_is_named(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_text('{"doc_id": "one"}\n')

    done = newsledger(home, "extract", "--jsonl", "--raw", str(path), timeout=120)

    assert done.returncode == 1
    assert "docs.jsonl#L1" in done.stderr
    assert "Traceback" not in done.stderr


ODD_TEXTS = {
    "windows": 'The mayor said that the pier is open.\r\n\r\n"We closed it," she said.\r\n',
    "nothing bytes": 'The min\x00ister said that the pier is open.\n\x00\n"It\x00 is," he said.',
    "combining": "Jose\u0301 Ruiz said that the cafe\u0301 is closed. e" + "\u0301" * 300,
    "astral": "😀 The mayor said “the 🌉 is open,” and 𝔐ark denied it.\n\n👨\u200d👩\u200d👧 said so.",
    "half a pair": "The mayor said that \ud800 is open.",
    "lone line ends": "The mayor said\nthat the pier\nis open and that\nhe would not pay\nfor it.\n",
    "old line ends": "The mayor said that it is open.\rHe denied it.\r“No,” he said.",
    "separators": "The mayor said\u2028that it\u2029is open.\x0bHe \u200bsaid\ufeff so\u00ad.\x85",
    "long line": "The mayor said that the pier is open and " + "very " * 12_000 + "long.",
    "long word": "He said " + "a" * 60_000 + " that it is open.",
    "long quotation": "He said: “" + "It is open. " * 4_000,
    "opening marks": "“" * 3_000,
    "straight marks": '"' * 3_001,
    "deep nest": "“‘" * 300 + "no" + "’”" * 300 + " he said.",
    "nothing": "",
    "blank": " \n\r\n\t ",
}
SPEAKING = {"windows", "nothing bytes", "combining", "astral", "lone line ends", "old line ends"}


@pytest.mark.slow
@pytest.mark.parametrize("extractor", ["rules", "tagger"])
def test_raw_text_keeps_its_offsets_whatever_stands_in_it(extractor: str) -> None:
    lines = (json.dumps({"doc_id": name, "text": text}) for name, text in ODD_TEXTS.items())
    done = CliRunner().invoke(
        main, ["extract", "--raw", "--jsonl", "-", "--extractor", extractor], "\n".join(lines)
    )
    documents = [json.loads(one) for one in done.stdout.rstrip("\n").split("\n")]
    assert [one["doc_id"] for one in documents] == list(ODD_TEXTS)
    for one in documents:
        text = ODD_TEXTS[one["doc_id"]].replace("\ud800", "\ufffd")
        assert one["text"] == text
        assert one["claims"] or one["doc_id"] not in SPEAKING
        for claim in one["claims"]:
            words = [text[start:end] for start, end in claim["content"]]
            assert claim["content_text"] == " … ".join(words)
    assert done.exit_code == 0


def extract(*arguments: str, given: bytes | None = None) -> Result:
    """In this process, with the toy extractor, which loads no model."""
    return CliRunner().invoke(main, ["extract", *arguments, "--extractor", "toy"], input=given)


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(EXTRACTORS, "toy", ToyExtractor)
    monkeypatch.setitem(VERSIONS, "toy", "1")


PIER = "The pier will be sold, said Mayor Anna Bergström. Nobody else spoke.\n"


@pytest.mark.usefixtures("toy")
class TestInAndOut:
    def test_programs_get_one_json_object_a_document(self, tmp_path: Path) -> None:
        for name in ("one", "two"):
            (tmp_path / name).write_text(PIER)
        done = extract("--raw", str(tmp_path / "one"), str(tmp_path / "two"))
        documents = [json.loads(line) for line in done.stdout.splitlines()]
        assert [Path(document["doc_id"]).name for document in documents] == ["one", "two"]
        [claim] = documents[0]["claims"]
        assert (claim["speaker"], claim["modality"]) == ("Anna Bergström", "intended")
        assert (claim["speaker_kind"], claim["outer_claim"]) == ("person", None)
        assert (done.exit_code, done.stderr) == (0, "")

    def test_people_get_text_and_claims_without_escapes_where_no_terminal_is(self) -> None:
        done = extract("--raw", "--paint", "-", given=PIER.encode())
        assert PIER.strip() in " ".join(done.stdout.split())
        assert "Anna Bergström · said · The pier will be sold  [indirect, intended]" in done.stdout
        assert "\x1b" not in done.stdout
        assert done.exit_code == 0

    def test_colours_can_be_had_without_a_terminal_and_refused(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("TERM", "xterm-256color")
        painted = extract("--raw", "--paint", "-", given=PIER.encode()).stdout
        assert "\x1b[1;36mAnna Bergström" in painted
        assert painted.startswith("\x1b[4mname")  # the legend
        monkeypatch.setenv("NO_COLOR", "1")
        assert "36m" not in extract("--raw", "--paint", "-", given=PIER.encode()).stdout

    def test_standard_input_may_hold_records(self) -> None:
        line = json.dumps({"doc_id": "a", "text": PIER}).encode()
        done = extract("--raw", "--jsonl", "-", given=line + b"\n\n" + line)
        assert [json.loads(one)["doc_id"] for one in done.stdout.splitlines()] == ["a", "a"]

    def test_a_line_that_is_no_document_costs_no_other(self) -> None:
        line = json.dumps({"doc_id": "a", "text": PIER}).encode()
        done = extract("--raw", "--jsonl", "-", given=line + b"\n{oops\n" + line)
        assert len(done.stdout.splitlines()) == 2
        assert "-#L2: this is no JSON" in done.stderr
        assert done.exit_code == 1

    def test_headlines_are_read_with_their_article(self, tmp_path: Path) -> None:
        page = tmp_path / "pier.html"
        paragraph = f"<p>{PIER} {'The council will vote on it in December. ' * 9}</p>"
        page.write_text(
            f"<html><title>Pier to be sold</title><h1>Pier to be sold</h1>{paragraph * 2}</html>"
        )
        [document] = map(json.loads, extract(str(page)).stdout.splitlines())
        assert document["title"] == "Pier to be sold"
        assert document["claims"][0]["section"] == "body"

    def test_what_a_text_hides_in_itself_does_not_reach_the_terminal(self) -> None:
        hostile = "The \x1b]0;owned\x07 pier\x9b31m\u202e closes, said Anna Bergström."
        done = extract("--raw", "--paint", "-", given=hostile.encode())
        assert not set(done.stdout) & {"\x1b", "\x07", "\x9b", "\u202e"}

    @pytest.mark.parametrize(
        ("arguments", "given", "message"),
        [
            (["--raw", "."], b"", "--raw wants files, this is a folder"),
            (["--raw", "-"], b"\xff\xfe", "--raw wants UTF-8"),
            (["--raw", "--jsonl", "-"], b"plain text", "-#L1: this is no JSON"),
            (["--raw", "--jsonl", "-"], b"[1]", "-#L1: --jsonl wants {doc_id, text} in each line"),
            (["--raw", "--jsonl", "-"], b'{"body": "x"}', "this one has: body"),
            (["--raw", "--jsonl", "-"], b'{"doc_id": "a", "text": "\xff"}', "this is no JSON"),
            (["--raw", "--jsonl", "."], b"", "Is a directory"),
            (["--raw", "--jsonl", "-"], b"", "there is no text in what was given"),
            (["-"], b"", "no bytes [empty]"),
        ],
    )
    def test_wrong_input_is_named_and_ends_in_an_error(
        self, arguments: list[str], given: bytes, message: str
    ) -> None:
        done = extract(*arguments, given=given)
        assert (done.exit_code, done.stdout) == (1, "")
        assert message in done.stderr

    def test_what_could_be_read_is_shown_before_the_error(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(PIER + "The council will vote on it in December. " * 9)
        (tmp_path / "b\x1b[31m.txt").write_bytes(b"")
        done = extract(str(tmp_path))
        assert len(done.stdout.splitlines()) == 1
        assert "no bytes" in done.stderr
        assert "\x1b" not in done.stderr
        assert done.exit_code == 1

    def test_only_extractors_of_this_release_are_run(self) -> None:
        for name, message in (("oracle", "no extractor is called"), ("toy@9", "cannot run toy@9")):
            done = CliRunner().invoke(main, ["extract", "-", "--extractor", name], input=b"x")
            assert done.exit_code == 1
            assert message in done.stderr
