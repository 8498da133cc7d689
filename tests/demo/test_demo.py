"""The sample, end to end: what it was written to show is what the warehouse says."""

import subprocess
import sys
from typing import Any

import orjson
import pytest
from sample_run import Demo, run_demo

from dashboard import change_queries, claim_queries, queries
from dashboard.evidence import marks_of
from dashboard.revisions import changed_paragraphs
from dashboard.warehouse import Query, Row

pytestmark = pytest.mark.slow


def rows(demo: Demo, sql: str) -> list[Row]:
    return demo.warehouse.rows(Query(sql))


def article(demo: Demo, part: str) -> Row:
    sql = "select * from articles where contains(retrieved_from, $part) or contains(canonical_url, $part)"
    found = demo.warehouse.rows(Query(sql, {"part": part}))
    assert len(found) == 1, f"{part}: {len(found)} articles"
    return found[0]


def test_the_demo_shows_speakers_evidence_checks_and_what_to_try_next(demo: Demo) -> None:
    for words in ("What came out", "most-cited", "Checks", "newsledger dashboard --home"):
        assert words in demo.output
    assert "ended with status" not in demo.output


def test_every_outlet_of_the_registry_has_articles(demo: Demo) -> None:
    assert len(rows(demo, "select * from sources where source_type != 'unknown'")) == 10


def test_every_article_is_there_once(demo: Demo) -> None:
    assert len(rows(demo, "select article_id from articles")) == 36


TEXTS = {
    "harbour-ledger-ferry-fire": ("At least seven dead as ferry", "Miriam Castellan"),
    "harbour-ledger-tram-contract": ("Prosecutors search Tessary town hall", "Jonas Weiland"),
    "free-karsk-villagers": ("“The water came without", "Yulia Horan"),
    "evening-post-warnings": ("Ferry firm ignored two warnings", "Callum Dray"),
    "vardenia-today-dam": ("Karsk dam to bring light", "OLEH STANIN"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_headline_and_author_of_a_bare_text_are_read_from_its_lines(demo: Demo, name: str) -> None:
    found = article(demo, f"{name}.txt")
    title, author = TEXTS[name]
    assert (found["title"] or "").replace('"', "“").startswith(title)
    assert found["author"] == author


def test_what_nothing_states_stays_unknown(demo: Demo) -> None:
    note = article(demo, "note-without-origin.txt")
    assert (note["source_id"], note["author"], note["published_at"]) == (None, None, None)
    assert note["source_method"] == note["published_at_method"] == "none"


def test_a_correction_is_a_second_version_with_the_new_figure(demo: Demo) -> None:
    ferry = article(demo, "meridianpress.example/2026/03/03/ferry-fire")
    versions = demo.warehouse.rows(queries.versions(ferry["article_id"]))
    assert [v["title"].split()[0] for v in versions] == ["Nine", "Eight"]
    assert [v["revision_kind"] for v in versions] == ["original", "correction"]
    flood = article(demo, "lower-tamsin-flood-48203")
    assert (flood["version_count"], "14 homes" in flood["title"]) == (2, True)


def test_a_revision_changes_a_figure_and_softens_a_warning(demo: Demo) -> None:
    sql = """
        select canonical_url, change, previous_figures, figures, previous_content_text, content_text
        from claim_changes join articles using (article_id) where change not in ('added', 'dropped')
    """
    found = rows(demo, sql)
    figures = {
        (row["canonical_url"].rpartition("/")[2], *row["previous_figures"], *row["figures"])
        for row in found
        if row["change"] == "figure_changed"
    }
    assert {("ferry-fire", "9", "8"), ("lower-tamsin-flood-48203", "40", "14")} <= figures
    softened = [row for row in found if row["change"] == "softened"]
    assert [(row["previous_content_text"], row["content_text"]) for row in softened] == [
        ("the next release will be larger", "the next release could be larger")
    ]
    ferry = article(demo, "meridianpress.example/2026/03/03/ferry-fire")
    [_, correction] = demo.warehouse.rows(change_queries.history(ferry["article_id"]))
    numbers = [one.number for one in changed_paragraphs(correction)]
    assert (numbers, correction["changed_claim_count"] >= 2) == ([1, 8], True)


def test_what_was_withdrawn_keeps_its_row_and_loses_its_claims(demo: Demo) -> None:
    for part in ("mayor-arrested-48177", "2026/03/14/three-missing"):
        withdrawn = article(demo, part)
        assert withdrawn["pub_status"] == "canceled"
        assert not demo.warehouse.rows(claim_queries.claims_of_article(withdrawn["article_id"]))


def test_a_copy_word_for_word_has_the_agency_as_its_origin(demo: Demo) -> None:
    copy = article(demo, "daybookdigest.example/a/7798")
    origin = article(demo, "meridianpress.example/2026/03/17/arlenne-talks")
    assert copy["origin_group_id"] == origin["origin_group_id"]
    assert (copy["is_origin"], origin["is_origin"]) == (False, True)


def test_french_is_kept_and_not_extracted(demo: Demo) -> None:
    courrier = article(demo, "courrier-ferry-incendie.html")
    assert courrier["language"] == "fr"
    assert not demo.warehouse.rows(claim_queries.claims_of_article(courrier["article_id"]))


def test_windows_1252_is_read_right(demo: Demo) -> None:
    assert "Frédérique Dumoulin" in article(demo, "seaways-logbook.html")["body_text"]


DAMAGED = {"interview-notes.txt": "unknown_format", "empty-page.html": "not_an_article"}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_files_are_in_quarantine_with_a_reason(demo: Demo, name: str) -> None:
    refused = rows(demo, "select retrieved_from, reason_code from quarantine")
    reasons = {row["retrieved_from"].rpartition("/")[2]: row["reason_code"] for row in refused}
    assert reasons.get(name) == DAMAGED[name]


def test_a_name_written_three_ways_is_one_person(demo: Demo) -> None:
    spelled = {"Dmytro Halyshyn", "Dmitry Galyshin", "Dmitri Galychin"}
    found = rows(demo, "select name, aliases from entities where entity_type = 'person'")
    [person] = [one for one in found if spelled & {one["name"], *one["aliases"]}]
    assert spelled <= {person["name"], *person["aliases"]}


def entities(demo: Demo, *arguments: str) -> Any:
    command = ["-m", "dagster_project.cli", "entities", *arguments, "--json"]
    done = subprocess.run(
        [sys.executable, *command, "--home", str(demo.home)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return orjson.loads(done.stdout)


def test_a_person_sees_why_names_meet_and_what_a_split_would_move(demo: Demo) -> None:
    why = entities(demo, "explain", "Dmytro Halyshyn")
    assert {"Dmytro Halyshyn", "Dmitry Galyshin"} <= {one["name"] for one in why["names"]}
    would = entities(demo, "split", "Dmytro Halyshyn", "--name", "Dmitry Galyshin", "--dry-run")
    written = rows(
        demo, "select distinct article_id from mentions where mention_text = 'Dmitry Galyshin'"
    )
    assert would["claims"]
    assert {one["article_id"] for one in would["claims"]} <= {one["article_id"] for one in written}
    assert entities(demo, "list", "--decided") == []


def test_one_outlet_asserts_what_another_attributes(demo: Demo) -> None:
    sql = """
        select distinct voice, source_id from claims
        where contains(content_text, 'sprinklers') and not is_headline
    """
    found = {(row["voice"], row["source_id"]) for row in rows(demo, sql)}
    assert {("own_voice", "evening-post"), ("attributed", "meridian-press")} <= found


NOISE = (
    "cookie|Share on|Log in|Read also|WhatsApp|You may also like|Leave a comment|Freight index"
    "|Most read today|All the news|Sign up for"
)


def test_boilerplate_is_left_in_no_body(demo: Demo) -> None:
    sql = """
        select concat_ws(' ', retrieved_from, canonical_url) as place from articles
        where regexp_matches(body_text, $noise)
    """
    assert not demo.warehouse.rows(Query(sql, {"noise": NOISE}))


def test_every_mark_of_the_dashboard_reads_the_words_of_its_claim(demo: Demo) -> None:
    for found in rows(demo, "select article_id, title, body_text from articles"):
        for claim in demo.warehouse.rows(claim_queries.claims_of_article(found["article_id"])):
            text = found["title"] if claim["is_headline"] else found["body_text"]
            read = {mark.kind: text[mark.start : mark.end] for mark in marks_of(claim)}
            assert all(read.values())
            assert claim["speaker_text"] is None or read["speaker"] in claim["speaker_text"]


def test_a_second_demo_reads_nothing_anew(demo: Demo) -> None:
    assert "0 new, 0 revised, 0 withdrawn" in run_demo(demo.home)
