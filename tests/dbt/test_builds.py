"""What a build refuses, finds and survives."""

from collections.abc import Callable
from pathlib import Path

import duckdb
from dbt.contracts.graph.manifest import Manifest
from dbt_runs import DbtRuns, node_results, problems
from event_histories import History


def test_an_increment_on_nothing_is_refused(dbt_on: Callable[[str], DbtRuns]) -> None:
    runs = dbt_on("nothing")
    history = History()
    history.read_article("a", "Ann Lee said so.")
    history.load(runs.work / "internal.duckdb")
    result = runs.invoke("run", "--select", "int_article_versions_recorded", from_position=1)
    assert not result.success
    assert "run with from_position 0" in problems(result)


def test_offsets_count_code_points_of_any_text(dbt_on: Callable[[str], DbtRuns]) -> None:
    runs = dbt_on("any_text")
    history = History()
    title = "🇫🇷 Ann Lee said 👨‍👩‍👧‍👦 cafe\u0301s open."
    body = "\u202eBob Ray said “₤3” \U0001f309 e\u0301 \u0000 is fine.\r\nAnn Lee denied \ufeffit."
    history.read_article("a", body, title)
    history.load(runs.work / "internal.duckdb")
    runs.build(to_position=2)
    spans = runs.rows(
        """select content_text, substr(if(is_headline, title, body_text), content_spans[1].start_char
        + 1, content_spans[1].end_char - content_spans[1].start_char) from claims
        join articles using (article_id)"""
    )
    assert len(spans) == 3
    assert all(text == reread for text, reread in spans)
    assert {text for text, _ in spans} == {
        "👨‍👩‍👧‍👦 cafe\u0301s open", "“₤3” \U0001f309 e\u0301 \u0000 is fine", "\ufeffit"
    }  # fmt: skip


def test_an_erased_article_keeps_its_row_and_no_text(dbt_on: Callable[[str], DbtRuns]) -> None:
    runs = dbt_on("erased")
    history = History()
    gone = history.read_article("a", "Ann Lee said so.")
    history.article("a", "Ann Lee denied it.")
    kept = history.read_article("b", "Ann Lee said so.")
    for article_id in (gone, kept):
        history.put_into_story(article_id, "story-1")
    history.erase(gone)
    history.load(runs.work / "internal.duckdb")
    runs.build(to_position=len(history.events))
    assert runs.rows(
        "select pub_status, title, body_text, url, retrieved_from, story_id from articles "
        f"where article_id = '{gone}'"
    ) == [("erased", None, None, None, None, None)]
    assert runs.rows(
        f"select revision_kind, body_text, is_current from article_versions where article_id = '{gone}'"
        " order by version"
    ) == [("erasure", None, False), ("erasure", None, True)]
    assert runs.rows("select distinct article_id from claims") == [(kept,)]
    assert runs.rows("select article_count from stories") == [(1,)]


def test_a_span_that_does_not_give_its_text_is_found(dbt_on: Callable[[str], DbtRuns]) -> None:
    runs = dbt_on("broken")
    history = History()
    history.read_article("a", "Ann Lee said so.")
    history.load(runs.work / "internal.duckdb")
    runs.build(command="run")
    with duckdb.connect(runs.work / "warehouse.duckdb") as connection:
        connection.execute("update claims set content_spans = [{'start_char': 1, 'end_char': 99}]")
        connection.execute("update mentions set start_char = 1")
        connection.execute("update articles set source_id = 'nowhere', pub_status = 'lost'")
    result = runs.invoke("test", "--exclude", "tag:after_checks", "test_type:unit")
    failed = {
        run.node.name.split("__")[0]: run.failures
        for run in node_results(result)
        if run.status == "fail"
    }
    assert set(failed) == {
        "assert_claims_reread_their_article",
        "assert_mentions_reread_their_article",
        "assert_withdrawn_articles_say_nothing",
        "allowed_values_articles",
        "refers_to_articles_sources",
    }


def test_chains_of_speakers_and_those_they_speak_to_are_kept(
    dbt_on: Callable[[str], DbtRuns],
) -> None:
    runs = dbt_on("chains")
    history = History()
    history.read_article("a", "Ann Lee told Bob Ray Cy Fox denied it may be so.")
    history.load(runs.work / "internal.duckdb")
    runs.build(to_position=2)
    assert runs.rows(
        """select claims.speaker_text, claims.addressee_text, claims.modality, claims.speaker_kind,
        outer_claims.speaker_text from claims
        left join claims as outer_claims on claims.outer_claim_id = outer_claims.claim_id
        order by claims.content_spans[1].start_char"""
    ) == [
        ("Ann Lee", "Bob Ray", "possible", "person", None),
        ("Cy Fox", None, "possible", "person", "Ann Lee"),
    ]
    roles = """select role, list(name order by name) from claim_entities join entities using
        (entity_id) group by role order by role"""
    assert runs.rows(roles) == [
        ("about", ["Cy Fox"]), ("addressee", ["Bob Ray"]), ("speaker", ["Ann Lee", "Cy Fox"]),
    ]  # fmt: skip


def test_a_claim_that_points_to_words_it_does_not_stand_in_is_found(
    dbt_on: Callable[[str], DbtRuns],
) -> None:
    runs = dbt_on("unchained")
    history = History()
    history.read_article("a", "Ann Lee told Bob Ray it is so. Cy Fox said no.")
    history.load(runs.work / "internal.duckdb")
    runs.build(command="run")
    with duckdb.connect(runs.work / "warehouse.duckdb") as connection:
        connection.execute("update claims set outer_claim_id = (select min(claim_id) from claims)")
        connection.execute("update claims set addressee_text = 'Rob Ray' where cue_text != 'said'")
    result = runs.invoke("test", "--select", "claims", "--exclude", "test_type:unit")
    failed = {run.node.name for run in node_results(result) if run.status == "fail"}
    assert failed == {
        "assert_nested_claims_stand_in_their_outer_claim",
        "assert_claims_reread_their_article",
    }


def test_documentation_is_one_page_without_a_network(
    dbt_on: Callable[[str], DbtRuns], tmp_path: Path, manifest: Manifest
) -> None:
    runs = dbt_on("documented")
    runs = DbtRuns(runs.work, tmp_path / "target")
    History().load(runs.work / "internal.duckdb")
    runs.build(command="run")
    result = runs.invoke("docs", "generate", "--static")
    assert result.success, result.exception
    page = (tmp_path / "target" / "static_index.html").read_text()
    assert "One row per occurrence of a statement." in page
