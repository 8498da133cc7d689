"""One revision of an article in words and in HTML, from rows of ``change_queries``. Escapes every text.

Finding what differs belongs in ``differences``.
"""

from dashboard.differences import ParagraphChange, difference, paragraph_changes
from dashboard.warehouse import Row
from dashboard.widgets import facts, many, moment, tags, text

CHANGES = {
    "added": "new",
    "dropped": "dropped",
    "hardened": "said more firmly",
    "softened": "said less firmly",
    "figure_changed": "another figure",
}


def heading(version: Row) -> str:
    """Which version, of what kind, when, and why where somebody says so."""
    seen, recorded = version["valid_from"], version["recorded_at"]
    decided = f"by {version['recorded_by']}" if version["recorded_by"] != "ingest" else None
    return facts(
        f"<strong>version {version['version']}</strong>",
        text(version["revision_kind"]) + tags(*_weight(version)),
        f"seen {moment(seen)}",
        f"in the log since {moment(recorded)}",
        text(decided),
        text(version["reason"]),
    )


def _weight(version: Row) -> list[str]:
    if version["version"] == 1 or version["revision_kind"] == "withdrawal":
        return []
    weight = ["substantive" if version["is_substantive"] else "trivial"]
    count = version["changed_claim_count"]
    return weight + ([many(count, "claim") + " changed"] if count else [])


def changed_paragraphs(version: Row) -> list[ParagraphChange]:
    """What the version changed in the body; nothing for the first one and for a withdrawal."""
    if version["previous_body_text"] is None or version["body_text"] is None:
        return []
    return paragraph_changes(version["previous_body_text"], version["body_text"])


def paragraphs_html(version: Row) -> str:
    """The title and each paragraph that changed, old words struck and new ones marked."""
    old, new = version["previous_title"] or "", version["title"] or ""
    parts = []
    if version["version"] > 1 and old != new:
        parts.append(facts("headline") + f"<p>{difference(old, new)}</p>")
    for change in changed_paragraphs(version):
        weight = "" if change.is_substantive else tags("trivial")
        label = f"paragraph {change.number}, {change.kind}{weight}"
        parts.append(facts(label) + f"<p>{difference(change.before, change.after)}</p>")
    return "".join(parts)


def claim_html(change: Row) -> str:
    """A claim that changed: what was said, what is said, and in which way it is another."""
    said = difference(change["previous_content_text"] or "", change["content_text"] or "")
    speaker = change["speaker_text"] or change["previous_speaker_text"]
    figures = None
    if change["change"] == "figure_changed":
        figures = f"{', '.join(change['previous_figures'])} → {', '.join(change['figures'])}"
    voices = None
    if change["voice"] and change["previous_voice"] and change["voice"] != change["previous_voice"]:
        voices = f"{change['previous_voice']} → {change['voice']}".replace("_", " ")
    return (
        f'<div class="item"><div class="passage">{said}</div>'
        + facts(tags(CHANGES[change["change"]]), text(figures), text(voices), text(speaker))
        + "</div>"
    )
