"""How the history of an article is shown, to people and to programs. Pure: prints nothing.

What differs is found in ``dashboard.differences``; rows come from ``dashboard.change_queries``.
"""

from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from dashboard.differences import paragraph_changes, word_changes
from dashboard.warehouse import Row
from ingest.extract.visible import visible

CLAIM_FIELDS = (
    "change", "claim_id", "previous_claim_id", "previous_content_text", "content_text",
    "previous_figures", "figures", "previous_voice", "voice", "speaker_text", "previous_speaker_text",
)  # fmt: skip
VERSION_FIELDS = (
    "version", "version_id", "revision_kind", "pub_status", "is_substantive", "changed_claim_count",
    "title", "valid_from", "recorded_at", "recorded_by", "reason", "log_position",
)  # fmt: skip


def history_of(versions: list[Row]) -> list[dict[str, Any]]:
    """For programs: one record a version, without texts."""
    return [{name: version[name] for name in VERSION_FIELDS} for version in versions]


def history_lines(versions: list[Row]) -> list[RenderableType]:
    """For people: what happened, when it was seen and when it was recorded, by whom and why."""
    return [Text(visible(_version_line(version))) for version in versions]


def _version_line(version: Row) -> str:
    seen, recorded = version["valid_from"], version["recorded_at"]
    changed = version["changed_claim_count"]
    return "  ".join(
        part
        for part in (
            f"{version['version']:>3} {version['revision_kind']:<10}",
            f"seen {seen:%Y-%m-%d %H:%M}",
            f"recorded {recorded:%Y-%m-%d %H:%M} at {version['log_position']:,}",
            "" if version["is_substantive"] else "trivial",
            f"{changed} claims changed" if changed else "",
            f"by {version['recorded_by']}" if version["recorded_by"] != "ingest" else "",
            version["reason"] or "",
        )
        if part
    )


def differences_of(before: Row, after: Row, claims: list[Row]) -> dict[str, Any]:
    """For programs: the paragraphs that differ, and the claims that changed in between."""
    paragraphs = paragraph_changes(before["body_text"], after["body_text"])
    return {
        "article_id": after["article_id"],
        "from_version": before["version"],
        "to_version": after["version"],
        "title": None if before["title"] == after["title"] else [before["title"], after["title"]],
        "paragraphs": [
            {
                "change": one.kind,
                "number": one.number,
                "is_substantive": one.is_substantive,
                "before": one.before or None,
                "after": one.after or None,
            }
            for one in paragraphs
        ],
        "claims": [{name: claim[name] for name in CLAIM_FIELDS} for claim in claims],
    }


def differences_shown(before: Row, after: Row, claims: list[Row], *, coloured: bool) -> Group:
    """For people: words dropped and added, by paragraph, then the claims that changed."""
    lines: list[RenderableType] = [Text(f"version {before['version']} → {after['version']}")]
    if before["title"] != after["title"]:
        lines += _passage("headline", before["title"] or "", after["title"] or "", coloured)
    for one in paragraph_changes(before["body_text"], after["body_text"]):
        weight = "" if one.is_substantive else ", trivial"
        label = f"paragraph {one.number} {one.kind}{weight}"
        lines += _passage(label, one.before, one.after, coloured)
    for claim in claims:
        figures = claim["previous_figures"], claim["figures"]
        shown = f" ({', '.join(figures[0])} → {', '.join(figures[1])})" if all(figures) else ""
        label = f"claim {claim['change'].replace('_', ' ')}{shown}"
        texts = claim["previous_content_text"] or "", claim["content_text"] or ""
        lines += _passage(label, *texts, coloured)
    return Group(*lines)


def _passage(label: str, before: str, after: str, coloured: bool) -> list[RenderableType]:
    return [Text(label, "bold"), Padding(_words(before, after, coloured), (0, 0, 1, 2))]


def _words(before: str, after: str, coloured: bool) -> Text:
    """Dropped words in ``[-…-]`` and added ones in ``{+…+}``, in colours where there are any."""
    shown = Text()
    for old, new in word_changes(before, after):
        if old == new:
            shown.append(visible(new))
            continue
        if old:
            shown.append(visible(old) if coloured else f"[-{visible(old)}-]", "red strike")
        if new:
            shown.append(visible(new) if coloured else f"{{+{visible(new)}+}}", "green")
    return shown
