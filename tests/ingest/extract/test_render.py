"""What people see of an extraction: the text in colours, then each claim in a line."""

from io import StringIO
from typing import Any

from rich.console import Console

from ingest.extract.render import claim_line, in_order, legend, painted, rendered
from ingest.extract.visible import visible

TEXT = (
    "Belta said Putin told Macron that he may come. “Never,” he answered.\n\n"
    "Two cars fell into the river."
)


def span(words: str) -> list[tuple[int, int]]:
    return [(TEXT.index(words), TEXT.index(words) + len(words))] if words else []


def claim(source: str, cue: str, content: str, **others: Any) -> dict[str, Any]:
    return {
        "voice": "attributed" if cue else "own_voice", "section": "body",
        "source": span(source), "source_text": source, "cue": span(cue), "cue_text": cue,
        "content": span(content), "content_text": content, "speaker": None,
        "speaker_kind": "unknown", "addressee": [], "addressee_text": "", "addressed": None,
        "outer_claim": None, "quote_type": "indirect" if cue else "none", "cue_stance": "neutral",
        "modality": "asserted", "is_negated": False, "confidence": 0.5, **others,
    }  # fmt: skip


CLAIMS = [
    claim("", "", "Two cars fell into the river", confidence=0.7),
    claim("he", "answered", "“Never,”", quote_type="direct", speaker="Emmanuel Macron",
          cue_stance="denial", is_negated=True, confidence=0.913),
    claim("Belta", "said", "Putin told Macron that he may come", speaker="Belta",
          speaker_kind="organization"),
    claim("Putin", "told", "that he may come", outer_claim=2, modality="possible",
          speaker_kind="person", addressee=span("Macron"), addressee_text="Macron",
          addressed="Emmanuel Macron"),
]  # fmt: skip
NAME = {"section": "body", "mention_type": "name", "start": 11, "end": 16}
DOCUMENT: dict[str, Any] = {
    "doc_id": "visit.txt", "title": "", "text": TEXT, "claims": CLAIMS, "mentions": [NAME],
}  # fmt: skip


def shown(document: dict[str, Any], width: int = 72, **options: Any) -> str:
    console = Console(file=StringIO(), width=width, highlight=False, _environ={}, **options)
    console.print(rendered(document))
    output: str = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in output.splitlines())


def test_a_document_as_people_see_it() -> None:
    assert shown(DOCUMENT) == (
        "visit.txt ──────────────────────────────────────────────────────────────\n"
        "  Belta said Putin told Macron that he may come. “Never,” he answered.\n"
        "\n"
        "  Two cars fell into the river.\n"
        "\n"
        "1 mention, 3 attributed claims (1 within another), 1 in the outlet's own\n"
        "voice\n"
        "0.50 Belta · said · Putin told Macron that he may come  [indirect,\n"
        "     organization]\n"
        "0.50   Putin · told · that he may come  [indirect, possible, to Macron →\n"
        "       Emmanuel Macron]\n"
        "0.91 he → Emmanuel Macron · answered · “Never,”  [direct, denial,\n"
        "     negated]\n"
        "0.70 own voice · Two cars fell into the river"
    )


def test_no_line_is_wider_than_the_terminal() -> None:
    for width in (30, 50, 200):
        assert max(map(len, shown(DOCUMENT, width).splitlines())) <= width


def test_sources_cues_and_contents_have_colours_of_their_own() -> None:
    styles = {(TEXT[mark.start : mark.end], str(mark.style)) for mark in painted(DOCUMENT).spans}
    assert styles == {
        ("Putin", "underline"),
        ("Two cars fell into the river", "dim"),
        ("“Never,”", "green"),
        ("Putin told Macron that he may come", "green"),
        ("that he may come", "yellow"),
        ("Belta", "bold cyan"), ("Putin", "bold cyan"), ("he", "bold cyan"),
        ("said", "bold magenta"), ("told", "bold magenta"), ("answered", "bold magenta"),
    }  # fmt: skip
    assert "source" in legend().plain


def test_colours_are_for_terminals_that_want_them() -> None:
    assert "\x1b" not in shown(DOCUMENT)
    assert "\x1b[1;36mBelta" in shown(DOCUMENT, force_terminal=True, color_system="standard")
    without = shown(DOCUMENT, force_terminal=True, color_system="standard", no_color=True)
    assert "\x1b[1mBelta" in without
    assert "36m" not in without


def test_claims_within_a_claim_follow_it() -> None:
    chain = [
        claim("he", "answered", "“Never,”"),
        claim("Putin", "told", "that he may come", outer_claim=2),
        claim("Belta", "said", "Putin told Macron that he may come"),
        claim("Macron", "said", "he may come", outer_claim=1),
        claim("Belta", "said", "Putin", section="title"),
    ]
    assert [(depth, one["source_text"]) for depth, one in in_order(chain)] == [
        (0, "Belta"), (0, "Belta"), (1, "Putin"), (2, "Macron"), (0, "he"),
    ]  # fmt: skip


def test_a_claim_without_a_speaker_says_so() -> None:
    assert (
        claim_line(claim("", "told", "Putin")).plain == "(nobody named) · told · Putin  [indirect]"
    )


def test_a_title_is_shown_above_its_text() -> None:
    headline = claim("Belta", "said", "Putin", section="title")
    document = {**DOCUMENT, "title": "Belta said: Putin", "claims": [headline], "mentions": []}
    assert shown(document).splitlines()[1:4] == [
        "  Belta said: Putin",
        "",
        "  Belta said Putin told Macron that he may come. “Never,” he answered.",
    ]
    assert "headline" in shown(document)


def test_no_text_can_steer_the_terminal() -> None:
    hostile = "\x1b]0;owned\x07\x9b31m\u202ered\r\x08\x7f[bold]"
    words = {"content_text": hostile, "source_text": hostile, "addressee_text": hostile}
    claims = [
        claim("", "", "Two", **words, speaker=hostile),
        claim("he", "told", "Two", **words, speaker=hostile, addressee=[(0, 1)], addressed=hostile),
    ]
    document = {
        **DOCUMENT, "doc_id": hostile, "title": hostile, "text": hostile, "claims": claims,
        "mentions": [],
    }  # fmt: skip
    plain = shown(document, width=400)
    assert not set(plain) & {"\x1b", "\x07", "\x9b", "\u202e", "\r", "\x08", "\x7f"}
    assert plain.count("␛]0;owned") == 7
    assert plain.count("[bold]") == 7  # nor does it become markup


def test_every_character_keeps_its_place() -> None:
    everything = "".join(map(chr, range(0x3000)))
    assert len(visible(everything)) == len(everything)
    assert visible("Räumung – “naïve” 🌉\n\tB") == "Räumung – “naïve” 🌉\n\tB"
