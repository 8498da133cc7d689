"""What a cue means, whatever span a finder gives: one word, several, negated, or known to nobody."""

import pytest
from marked_sentences import marked

from ingest.extract.lexicon import load_lexicon
from ingest.extract.saying import meaning_of

CUES = {
    "neutral": """
        Torres [said] {that the bridge was safe}.
        Torres [has told] reporters {that the bridge was safe}.
        [According to] the harbour office, {the bridge was safe}.
        Torres [wrote in a letter of complaint] {that the bridge was closed}.
        Torres [wibbled] {that the bridge was closed}.
        The complaint [says] {that the bridge was closed}.
        Torres [thinks] {the bridge is safe}.
        Torres [did not deny] {that the bridge was unsafe}.
        Torres [refused to rule out] {a ban on ferries}.
        Torres [would not rule out] {a ban on ferries}.
        The council [did not oppose] {the new toll}.
        The council [declined to criticise] {the new toll}.
        Torres [plans] {to close the bridge}.
        Torres [not only said] {that the bridge was closed}.
        Torres [said in a letter to critics] {that the bridge was safe}.
    """,
    "doubt": """
        Torres [claimed] {that the bridge was safe}.
        Torres [made the claim that] {the bridge was safe}.
        Torres [has made repeated claims that] {the bridge was safe}.
        Neighbours [alleged] {that votes were bought}.
        Torres [accused] {the company of hiding its losses}.
        The council [questioned] {whether the bridge was safe}.
        Torres [asked] {whether the bridge was safe}.
        Torres [asked]: {“Is the bridge safe?”}
        The council [has doubts about] {the new bridge}.
        The council [raised doubts about] {the new bridge}.
        The finding [cast doubt on] {the report of the engineers}.
        Experts [are skeptical of] {the new design}.
        Residents [are worried about] {the new toll}.
        The ministry [did not confirm] {that the bridge was unsafe}.
        The ministry [could not immediately confirm] {that the bridge was unsafe}.
        The ministry [has yet to confirm] {that the bridge was unsafe}.
        The ministry [neither confirmed nor denied] {that the bridge was unsafe}.
        The ministry [did not confirm or deny] {that the bridge was unsafe}.
        Torres [has repeatedly refused to say] {whether the bridge was safe}.
        Torres [declined to say] {how much the bridge had cost}.
        Torres [would not say] {how much the bridge had cost}.
        Torres [did not say] {that the bridge was safe}.
        Torres [made no mention of] {the new toll}.
        Torres [failed to mention] {the new toll}.
        Torres [stopped short of saying] {that the bridge was unsafe}.
        Torres [falsely said] {that the bridge was new}.
        Torres [wrongly told] reporters {that the bridge was new}.
        Torres [is not sure] {that the bridge will hold}.
        Torres [does not know] {whether the bridge will hold}.
        Torres [lied about] {the cost of the bridge}.
        {The bridge was sold}, a rumour [alleges].
        Torres [spread the rumor that] {the bridge was sold}.
        Torres [lacks confidence in] {the new bridge}.
    """,
    "support": """
        The ministry [confirmed] {that the bridge was safe}.
        The ministry [has now confirmed] {that the bridge was safe}.
        The study [shows] {that the bridge is safe}.
        Torres [admitted] {that the bridge was unsafe}.
        Torres [made clear that] {the bridge would stay}.
        Torres [was adamant that] {the bridge was safe}.
        Torres [is confident] {the bridge will hold}.
        Torres [has long been convinced that] {the bridge will hold}.
        The council [supports] {the new toll}.
        The council [voiced support for] {the new toll}.
        The council [is in favor of] {the new toll}.
        The council [voted for] {the new toll}.
        The mayor [gave her backing to] {the new toll}.
        The mayor [stood by] {her report on the toll}.
        The mayor [has no doubt] {that the bridge will hold}.
        The mayor [does not doubt] {that the bridge will hold}.
        The council [rejected criticism of] {the new toll}.
        The ministry [confirmed the allegation that] {votes were bought}.
        Torres [praised and thanked] {the engineers for their work}.
        Torres [rightly said] {that the bridge was old}.
    """,
    "denial": """
        The ministry [denied] {that the bridge was unsafe}.
        The ministry [has flatly denied] {that the bridge was unsafe}.
        The ministry [denied allegations that] {the bridge was unsafe}.
        The ministry [dismissed suggestions that] {the bridge was unsafe}.
        The council [rejected] {the plan to sell the ferry}.
        The council [rejected calls for] {a new toll}.
        The council [voted against] {the new toll}.
        The council [is opposed to] {the new toll}.
        The council [spoke out against] {the new toll}.
        The council [came out against] {the new toll}.
        The council [voiced its opposition to] {the new toll}.
        Torres [does not believe] {that the bridge is safe}.
        Torres [did not think] {the bridge was safe}.
        Torres [doesn't support] {the new toll}.
        Torres [does not want] {to close the bridge}.
        Torres [has no plan] {to close the bridge}.
        Torres [declined to endorse] {the new toll}.
        Torres [refused to support] {the new toll}.
        Torres [refused] {to close the bridge}.
        Torres [pushed back against] {the new toll}.
        Torres [took sharp issue with] {the report}.
        Torres [hit back at] {the report}.
        Torres [was critical of] {the new toll}.
        Engineers [found no evidence that] {the bridge was safe}.
        The study [does not show] {that the bridge is safe}.
        Torres [warned against] {a new toll}.
        Torres [said no to] {a new toll}.
        Torres [called] {the report} [false].
        Torres [walked back] {his report}.
        Nobody [believes] {that the bridge is safe}.
        No engineer [thinks] {that the bridge is safe}.
    """,
    "demand": """
        Torres [urged] the council {to close the bridge}.
        Torres [is calling for] {a new bridge}.
        Torres [called again for] {a new bridge}.
        Torres [called on] {the council to close the bridge}.
        Torres [asked] {the council to close the bridge}.
        Torres [asked for] {a new bridge}.
        Torres [renewed her call for] {a new bridge}.
        Torres [made a plea for] {a new bridge}.
        Torres [demanded that] {the bridge be closed}.
        Torres [wants] {to close the bridge}.
        The council [ordered] {the company to close the bridge}.
        Torres [has pushed for] {a new bridge}.
        Torres [pressed] {the council to close the bridge}.
        Torres [proposed] {a new toll}.
    """,
}


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [(line.strip(), stance) for stance, text in CUES.items() for line in text.strip().split("\n")],
)
def test_the_stance_is_what_the_words_of_the_cue_mean_together(sentence: str, stance: str) -> None:
    found = marked(sentence)
    assert meaning_of(found.parse, found.cue, found.content, load_lexicon()).stance == stance


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Nobody has [said] {that the bridge was safe}.", "doubt"),
        ("The ministry did not [confirm] {that the bridge was safe}.", "doubt"),
        ("The ministry would neither confirm nor [deny] {that the bridge was safe}.", "doubt"),
        ("Torres never [denied] {that the bridge was safe}.", "neutral"),
        ("Torres refused to [say] {whether the bridge was safe}.", "doubt"),
        ("Torres did not want to [confirm] {that the bridge was safe}.", "doubt"),
        ("Neither side [supports] {the new toll}.", "denial"),
    ],
)
def test_a_negation_outside_the_cue_counts(sentence: str, stance: str) -> None:
    found = marked(sentence)
    assert meaning_of(found.parse, found.cue, found.content, load_lexicon()).stance == stance


def test_a_cue_without_words_is_neutral() -> None:
    found = marked("{The bridge is safe} — Torres.")
    assert meaning_of(found.parse, [], found.content, load_lexicon()).stance == "neutral"
