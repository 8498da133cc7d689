"""What goes with an article, and with a person: all that is only theirs, and nothing of others."""

import json

import pytest

from ingest.erasure.planning import articles_naming, copies_of, plan_erasure
from ingest.erasure.traces import Traces
from ingest.event_log import EventLog
from ingest.events import ArticleExtracted, MentionPayload, NewEvent, sha256_hex
from ingest.histories import read_histories
from ingest.intake import ingest
from ingest.sources import SourceRegistry

SHARED = (
    "The ferry to the islands will not sail before Thursday, the operator said on Monday evening. "
    "Passengers were told to wait for further news at the terminal or to go home."
)
RECORDS = [
    {
        "url": "https://gazette.example/venn-questioned",
        "title": "Ferryman questioned",
        "text": "Odalric Venn, the ferryman of Saltness, was questioned for three hours on Friday. "
        "He denied that he had ever taken money from the owners of the lower mill.",
    },
    {
        "url": "https://courier.example/mill",
        "title": "The mill",
        "text": "The lower mill stands empty since the spring, and nobody in Saltness knows who owns it. "
        "A notice on its door names Odalric  Venn as the keeper of the key.",
    },
    {"url": "https://gazette.example/ferry", "title": "No ferry", "text": SHARED},
    {"url": "https://courier.example/ferry", "title": "No ferry", "text": SHARED},
]


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "records.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in RECORDS))
    log = EventLog(tmp_path / "ledger.duckdb")
    ingest([str(path)], log=log, registry=SourceRegistry(()))
    return log


def ids(log):
    """url -> article_id, text_hash."""
    found = {}
    for batch in log.read(event_types=("ArticleObserved",)):
        for payload in map(json.loads, batch.column("payload").to_pylist()):
            found[payload["url"]] = (payload["article_id"], payload["text_hash"])
    return found


def positions_of(log, *urls):
    wanted = {f"article-{ids(log)[url][0]}" for url in urls}
    return {
        row["log_position"]
        for batch in log.read()
        for row in batch.to_pylist()
        if row["stream_id"] in wanted
    }


def decided(log, stream, payload, event_type="ArticleAssignedToStory"):
    event = NewEvent(event_type, stream, 1, payload, log._clock())
    return log.append([event], actor="test", run_id="run").head.position


FIRST, SECOND, FERRY, OTHER_FERRY = (record["url"] for record in RECORDS)


def test_an_article_goes_with_its_bytes_and_nothing_of_others_does(log):
    plan = plan_erasure(log, [ids(log)[FIRST][0]])
    assert set(plan.positions) == positions_of(log, FIRST)
    (kept,) = plan.blob_hashes
    assert b"venn-questioned" in (log.blob(kept) or b"")


def test_decisions_that_quote_it_go_and_others_stay(log):
    quoting = decided(log, "story-of-art_x", {"evidence": ["He denied that he had ever taken money "
        "from the owners of the lower mill."]})  # fmt: skip
    naming = decided(log, "jud_1", {"reason": "so says Ferryman Questioned"}, "EntitiesMerged")
    other = decided(log, "story-of-art_y", {"evidence": ["saltness"], "article_id": "art_y"})
    plan = plan_erasure(log, [ids(log)[FIRST][0]])
    assert {quoting, naming} <= set(plan.positions)
    assert other not in plan.positions


def test_a_split_that_quotes_a_word_of_it_alone_goes(log):
    split = {"story_id": "sto_1", "new_story_id": "sto_2", "article_ids": ["art_x"]}
    alone = decided(log, "split-off-sto_2", split | {"evidence": ["mill", "owner"]}, "StorySplit")
    shared = decided(log, "split-off-sto_3", split | {"evidence": ["mill", "venn"]}, "StorySplit")
    assert alone in (plan := plan_erasure(log, [ids(log)[FIRST][0]])).positions
    assert shared not in plan.positions  # the other article says both


def test_what_extractors_found_goes_unless_another_article_has_the_text(log):
    alone = ids(log)[FIRST][1]
    mention = MentionPayload("body", 0, 12, "Odalric Venn", "name", "person", "Ferryman Venn")
    found = ArticleExtracted(alone, "toy", "1", "none", [mention], [])
    event = NewEvent.of("ArticleExtracted", f"text-{alone}@toy-1", 1, found, log._clock())
    gone = log.append([event], actor="test", run_id="run").head.position
    shared = ids(log)[FERRY][1]
    kept = decided(log, f"text-{shared}@toy-1", {"mentions": [], "claims": []}, "ArticleExtracted")
    plan = plan_erasure(log, [ids(log)[FIRST][0], ids(log)[FERRY][0]])
    assert gone in plan.positions
    assert kept not in plan.positions
    assert "Ferryman Venn" in plan.traces.strings
    assert "Odalric Venn" not in plan.traces.strings  # the other article has it, too
    assert SHARED.split(". ")[1] not in plan.traces.strings


def test_other_pages_that_show_its_headline_lose_their_bytes_and_keep_their_text(log):
    page = b"<a>Ferryman &amp; more</a> <b>FERRYMAN QUESTIONED</b>"
    log.append([], actor="test", run_id="run", blobs={sha256_hex(page): page})
    assert sha256_hex(page) in plan_erasure(log, [ids(log)[FIRST][0]]).blob_hashes


def test_copies_have_the_same_text(log):
    article = ids(log)[FERRY][0]
    assert copies_of(log, [article]) == [ids(log)[OTHER_FERRY][0]]
    assert copies_of(log, [ids(log)[FIRST][0]]) == []


@pytest.mark.parametrize("name", ["Odalric Venn", "odalric venn", "Venn"])
def test_a_person_is_every_article_that_names_them(log, name):
    assert set(articles_naming(log, [name])) == {ids(log)[FIRST][0], ids(log)[SECOND][0]}


def test_part_of_a_longer_name_is_somebody_else(log):
    assert articles_naming(log, ["Odal"]) == []
    assert articles_naming(log, ["Al"]) == []


def test_an_erased_article_is_an_empty_plan(log):
    article = ids(log)[FIRST][0]
    plan = plan_erasure(log, [article])
    payload = {
        "positions": list(plan.positions), "blob_hashes": list(plan.blob_hashes),
        "article_ids": [article], "passage_hashes": sorted(plan.passages),
    }  # fmt: skip
    decided(log, "erasures", payload, "PayloadErased")
    log.rewrite(without_blobs=plan.blob_hashes)
    assert not plan_erasure(log, [article]).positions
    assert log.verify().ok
    assert read_histories(log, [article])[article].stream_version == 1


def test_a_trace_is_found_in_every_form_in_which_it_may_be_written():
    traces = Traces.of(['Said "Éva" & co', "zorn"])
    for text in ('said "Éva" & co', r"Said \"Éva\" & co", r"Said \"\u00c9va\" & co"):
        assert traces.is_in(text.encode())
    assert traces.is_in("Said &quot;Éva&quot; &amp; co".encode())
    assert traces.is_in("Said “Z\u00d6RN” Zorn".encode("cp1252"))
    assert not traces.is_in(b"Said Eva")
    assert traces.found_in(["x ZORN x", None]) == {"zorn"}
    assert Traces().found_in(["x"]) == set()
