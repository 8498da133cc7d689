"""The cue lexicon: well formed, and found in every form in which its words are written."""

import pytest

from ingest.extract.inflection import noun_forms, verb_forms
from ingest.extract.lexicon import load_lexicon


def test_every_entry_is_well_formed() -> None:
    lexicon = load_lexicon()
    cues = {c for readings in lexicon.verbs.values() for c in readings.values()}
    cues |= {*lexicon.nouns.values(), *lexicon.phrases.values()}
    assert {cue.stance for cue in cues} == {"neutral", "doubt", "support", "denial", "demand"}
    kinds = {"speech", "belief", "intention", "attitude", "evidence", "refusal"}
    assert {cue.kind for cue in cues} == kinds
    assert all(0.25 <= rate <= 1 for cue in cues for rate in cue.frames.values())


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("say", {"say", "says", "said", "saying"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("urge", {"urge", "urges", "urged", "urging"}),
        ("admit", {"admit", "admits", "admitted", "admitting"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
        ("stress", {"stress", "stresses", "stressed", "stressing"}),
        ("tell", {"tell", "tells", "told", "telling"}),
    ],
)
def test_verbs_are_known_in_every_form(lemma: str, forms: set[str]) -> None:
    assert verb_forms(lemma) == forms


def test_nouns_are_known_in_the_plural() -> None:
    assert noun_forms("denial") == {"denial", "denials"}
    assert noun_forms("rumor") == {"rumor", "rumors"}
    assert noun_forms("testimony") == {"testimony", "testimonies"}


def test_a_particle_makes_another_cue() -> None:
    readings = load_lexicon().verbs["pointed"]
    assert readings["out"].lemma == "point_out"
    assert readings[""].lemma == "point"
