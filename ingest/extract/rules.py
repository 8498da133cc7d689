"""The rules: the language model's parse, the cue lexicon, and nothing that was trained here."""

from collections.abc import Sequence

from ingest.extract import VERSIONS
from ingest.extract.attributions import Attribution
from ingest.extract.language import MODEL
from ingest.extract.lexicon import load_lexicon
from ingest.extract.parse import Parse
from ingest.extract.quotes import quotations
from ingest.extract.settle import rule_attributions


class RuleFinder:
    """Attributions by cue lexicon, grammar and quotation marks."""

    name = "rules"
    version = VERSIONS["rules"]
    model = MODEL

    def find(self, parses: Sequence[Parse]) -> list[list[Attribution]]:
        """The attributions of each text in the order of their cues."""
        return [rule_attributions(p, quotations(p.text), load_lexicon()) for p in parses]
