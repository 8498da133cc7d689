"""One extraction in colours for a terminal: the text with its spans, then the claims one by one.

Pure: gives ``rich`` text, prints nothing.
"""

from typing import Any

from rich.text import Text

STYLES = {
    "source": "bold cyan",
    "cue": "bold magenta",
    "content": "green",
    "own_voice": "yellow",
    "mention": "underline",
}
"""What is painted how; later ones paint over earlier ones where they overlap."""

_STANCE_STYLES = {"doubt": "yellow", "support": "green", "denial": "red", "demand": "magenta"}


def legend() -> Text:
    """One line that explains the colours."""
    line = Text()
    for name, style in STYLES.items():
        line.append(name.replace("_", " "), style).append("  ")
    return line


def painted(document: dict[str, Any]) -> Text:
    """The text of a document with its mentions and claims painted in."""
    text = Text(document["text"])
    for claim in document["claims"]:
        is_own = claim["voice"] == "own_voice"
        for start, end in claim["content"]:
            text.stylize(STYLES["own_voice" if is_own else "content"], start, end)
    for claim in document["claims"]:
        for role in ("source", "cue"):
            for start, end in claim[role]:
                text.stylize(STYLES[role], start, end)
    for mention in document["mentions"]:
        if mention["section"] == "body":
            text.stylize(STYLES["mention"], mention["start"], mention["end"])
    return text


def claim_line(claim: dict[str, Any]) -> Text:
    """One claim in a line: who, how, what."""
    if claim["voice"] == "own_voice":
        line = Text("own voice", STYLES["own_voice"])
    else:
        line = Text(claim["source_text"] or "(nobody named)", STYLES["source"])
        if claim["speaker"] and claim["speaker"] != claim["source_text"]:
            line.append(f" = {claim['speaker']}", "cyan")
        line.append(" · ").append(claim["cue_text"] or "(no cue)", STYLES["cue"])
        notes = [note for note in (claim["quote_type"], claim["cue_stance"]) if note != "neutral"]
        line.append(f" [{', '.join(notes)}]", _STANCE_STYLES.get(claim["cue_stance"], "dim"))
    if claim["is_negated"]:
        line.append(" [negated]", "red")
    line.append(" · ").append(" ".join(claim["content_text"].split()))
    return line.append(f"  {claim['confidence']:.2f}", "dim")


def rendered(document: dict[str, Any]) -> Text:
    """Everything about one document, ready to print."""
    parts = [
        Text(document["doc_id"], "bold reverse"),
        painted(document),
        Text(f"\n{len(document['mentions'])} mentions, {len(document['claims'])} claims", "bold"),
        *(claim_line(claim) for claim in document["claims"]),
    ]
    return Text("\n").join(parts)
