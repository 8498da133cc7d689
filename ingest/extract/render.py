"""One extraction for the eyes: the text with its spans in colours, then the claims one by one.

Pure: gives what ``rich`` prints, prints nothing. Texts are strangers' and are made visible first.
"""

from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ingest.extract.visible import visible

Claim = dict[str, Any]
Document = dict[str, Any]

STYLES = {
    "name": "underline",
    "own voice": "dim",
    "content": "green",
    "content within content": "yellow",
    "source": "bold cyan",
    "cue": "bold magenta",
}
"""What is painted how; later ones paint over earlier ones where they overlap."""

_STANCE_STYLES = {"doubt": "yellow", "support": "green", "denial": "red", "demand": "magenta"}
_PLAIN = frozenset(("neutral", "asserted", "person", "unknown", "none", None))
"""What goes without saying."""


def legend() -> Text:
    """One line that explains the colours."""
    return Text(" · ").join(Text(name, style) for name, style in STYLES.items())


def rendered(document: Document) -> RenderableType:
    """Everything about one document, ready to print."""
    parts: list[RenderableType] = [Rule(Text(visible(document["doc_id"]), "bold"), align="left")]
    if document.get("title"):
        parts.append(Padding(painted(document, "title"), (0, 2, 1, 2)))
    parts += [Padding(painted(document), (0, 2, 1, 2)), Text(_counts(document), "bold")]
    return Group(*parts, _listing(document))


def painted(document: Document, section: str = "body") -> Text:
    """The text of a document, or its title, with names and claims painted in."""
    text = Text(visible(document["text" if section == "body" else "title"]))
    for kind, start, end in _marks(document, section):
        text.stylize(STYLES[kind], start, end)
    text.rstrip()
    return text


def _marks(document: Document, section: str) -> Iterator[tuple[str, int, int]]:
    claims = [claim for claim in document["claims"] if claim["section"] == section]
    found = [
        ("name", mention["start"], mention["end"])
        for mention in document["mentions"]
        if mention["section"] == section and mention["mention_type"] == "name"
    ]
    for claim in claims:
        found += [(_kind_of_content(claim), start, end) for start, end in claim["content"]]
        found += [(role, *span) for role in ("source", "cue") for span in claim[role]]
    layers = [*STYLES]
    yield from sorted(found, key=lambda mark: layers.index(mark[0]))


def _kind_of_content(claim: Claim) -> str:
    if claim["voice"] == "own_voice":
        return "own voice"
    return "content" if claim["outer_claim"] is None else "content within content"


def _counts(document: Document) -> str:
    claims = document["claims"]
    own = sum(claim["voice"] == "own_voice" for claim in claims)
    nested = sum(claim["outer_claim"] is not None for claim in claims)
    within = f" ({nested} within another)" if nested else ""
    return (
        f"{_many(len(document['mentions']), 'mention')}, "
        f"{_many(len(claims) - own, 'attributed claim')}{within}, {own} in the outlet's own voice"
    )


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _listing(document: Document) -> Table:
    """A line a claim: how sure, then who, how, what; claims within others are indented."""
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style="dim", no_wrap=True)
    table.add_column()
    for depth, claim in in_order(document["claims"]):
        table.add_row(
            f"{claim['confidence']:.2f}", Padding(claim_line(claim), (0, 0, 0, 2 * depth))
        )
    return table


def in_order(claims: list[Claim]) -> list[tuple[int, Claim]]:
    """Claims in the order of the text, title first, each followed by those within it, with depth."""
    inner: dict[int | None, list[int]] = {}
    for index, claim in enumerate(claims):
        inner.setdefault(claim["outer_claim"], []).append(index)
    ordered: list[tuple[int, Claim]] = []
    waiting = [(0, index) for index in _sorted(claims, inner.get(None, []))][::-1]
    while waiting:
        depth, index = waiting.pop()
        ordered.append((depth, claims[index]))
        waiting += [(depth + 1, one) for one in _sorted(claims, inner.get(index, []))][::-1]
    return ordered


def _sorted(claims: list[Claim], indexes: list[int]) -> list[int]:
    return sorted(indexes, key=lambda i: (claims[i]["section"] != "title", _start(claims[i])))


def _start(claim: Claim) -> int:
    starts: list[int] = [start for role in ("source", "cue", "content") for start, _ in claim[role]]
    return min(starts)


def claim_line(claim: Claim) -> Text:
    """One claim in a line: who, how, what, and in small print what is special about it."""
    content = _one_line(claim["content_text"])
    if claim["voice"] == "own_voice":
        line = Text(f"own voice · {content}", STYLES["own voice"])
    else:
        line = Text.assemble(
            (_one_line(claim["source_text"]) or "(nobody named)", STYLES["source"]),
            (_resolved(claim["source_text"], claim["speaker"]), "cyan"),
            " · ",
            (_one_line(claim["cue_text"]) or "(no cue)", STYLES["cue"]),
            " · ",
            (content, STYLES[_kind_of_content(claim)]),
        )
    tags = list(_tags(claim))
    if tags:
        line.append("  [").append_text(Text(", ").join(tags)).append("]")
    return line


def _tags(claim: Claim) -> Iterator[Text]:
    if claim["section"] == "title":
        yield Text("headline", "dim")
    for name in ("quote_type", "speaker_kind", "modality"):
        if claim[name] not in _PLAIN:
            yield Text(claim[name], "dim")
    if claim["cue_stance"] not in _PLAIN:
        yield Text(claim["cue_stance"], _STANCE_STYLES[claim["cue_stance"]])
    if claim["is_negated"]:
        yield Text("negated", "red")
    if claim["addressee"]:
        told = _one_line(claim["addressee_text"])
        yield Text(f"to {told}{_resolved(claim['addressee_text'], claim['addressed'])}", "dim")


def _resolved(words: str, entity: str | None) -> str:
    """An arrow to the entity, where the words are not its name."""
    return f" → {_one_line(entity)}" if entity and entity != words else ""


def _one_line(text: str) -> str:
    return visible(" ".join(text.split()))
