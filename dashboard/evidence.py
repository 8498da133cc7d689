"""A row of ``claims`` as marks in the text that it was found in. Pure; HTML belongs in ``highlight``."""

from collections.abc import Sequence

from dashboard.highlight import Mark, highlight, passage
from dashboard.warehouse import Row

_TOLD = ("quote_type", "speaker_kind", "cue_stance", "modality")
_PLAIN = ("person", "unknown", "none", "neutral", "asserted", None)
"""What goes without saying."""


def marks_of(claim: Row, focus: bool = False) -> list[Mark]:
    """Speaker, cue and content of a claim, by offsets in its article's text (or title)."""
    content = "own" if claim["voice"] == "own_voice" else "content"
    spans = {kind: claim[f"{kind}_spans"] or [] for kind in ("content", "speaker", "cue")}
    title = described(claim)
    return [
        Mark(
            span["start_char"],
            span["end_char"],
            (content if kind == "content" else kind) + (" focus" if focus else ""),
            title,
        )
        for kind, found in spans.items()
        for span in found
    ]


def described(claim: Row) -> str:
    """In a few words: whose claim it is and of what kind."""
    if claim["voice"] == "own_voice":
        return "the outlet's own voice"
    speaker = claim.get("speaker_name") or claim["speaker_text"] or "unnamed source"
    return f"{speaker}: {', '.join(remarkable(claim))}"


def remarkable(claim: Row) -> list[str]:
    """What kind of claim it is, in words, but for what most claims are."""
    kinds = [claim[name] for name in _TOLD if claim[name] not in _PLAIN]
    return [*kinds, *([f"to {claim['addressee_text']}"] if claim["addressee_text"] else [])]


def sentence(claim: Row) -> tuple[str, list[Mark]]:
    """The sentence or sentences of a claim, and its marks in them.

    Needs ``context`` and ``context_start``: a stretch of the text around the claim, and where it starts.
    """
    context: str = claim["context"] or ""
    marks = [mark.moved(claim["context_start"]) for mark in marks_of(claim)]
    start, end = _around(context, marks)
    before = "… " if start == 0 and claim["context_start"] > 0 else ""
    return before + context[start:end], [mark.moved(start - len(before)) for mark in marks]


def quoted(claim: Row) -> str:
    """The sentence of a claim as HTML, with its parts marked."""
    return highlight(*sentence(claim))


def _around(context: str, marks: Sequence[Mark]) -> tuple[int, int]:
    if not marks:
        return 0, len(context)
    return passage(context, min(mark.start for mark in marks), max(mark.end for mark in marks))
