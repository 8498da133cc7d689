"""Names as a build resolves them: text by text, in order of arrival, against a memory on disk.

What is compared with it belongs in ``evals.names``.
"""

import tempfile
from collections.abc import Hashable, Sequence
from pathlib import Path

from ingest.entity_memory_file import open_entity_memory
from ingest.entity_resolution import entity_id_of, merge_id_of
from ingest.identity.entities.keeper import EntityKeeper
from ingest.identity.entities.memory import NameInText, TextNames
from ingest.identity.names.resolution import Named


def resolve_online(names: Sequence[Named]) -> list[Hashable]:
    """The entity of each name in order, after all merges; texts come in the order of their first name."""
    by_text: dict[str, dict[tuple[str, str], NameInText]] = {}
    for one in names:
        key = (one.entity_type, one.name)
        by_text.setdefault(one.article_id, {}).setdefault(
            key, NameInText(one.name, one.entity_type)
        )
    with tempfile.TemporaryDirectory() as folder, open_entity_memory(Path(folder) / "m") as opened:
        memory, _ = opened
        keeper = EntityKeeper(memory, entity_id_of(memory), merge_id_of)
        found: dict[tuple[str, str, str], str] = {}
        for text_hash, group in by_text.items():
            decisions, _ = keeper.resolve(TextNames(text_hash, tuple(group.values())))
            for decision in decisions:
                found[text_hash, decision.entity_type, decision.name] = decision.entity_id
        return [memory.entity_of(found[one.article_id, one.entity_type, one.name]) for one in names]
