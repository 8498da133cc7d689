import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest
from small_warehouse import BODY, plain

from dashboard import claim_queries, outlet_queries, queries, story_queries
from dashboard.evidence import marks_of, quoted
from dashboard.warehouse import Listing, Query, Warehouse
from ingest.errors import MissingWarehouse

ANY: dict[str, str | None] = dict.fromkeys(("voice", "cue_stance", "quote_type", "source_id"))
INJECTION = "'; drop table articles; --"


def test_a_list_is_cut_in_sql_and_its_total_counts_all(warehouse: Warehouse) -> None:
    listing = queries.articles("", None, 1)
    assert len(warehouse.rows(listing.rows)) == queries.PAGE
    assert warehouse.value(listing.total) == 26
    assert len(warehouse.rows(queries.articles("", None, 2).rows)) == 6


@pytest.mark.parametrize(
    "listing",
    [
        queries.articles(INJECTION, INJECTION, 1),
        claim_queries.people(INJECTION, INJECTION, 1),
        claim_queries.claims(ANY, INJECTION, 1),
        claim_queries.claims_by(INJECTION, 1),
        outlet_queries.copies_of(INJECTION, 1),
        story_queries.stories(INJECTION, 1),
    ],
)
def test_sql_in_what_a_reader_types_is_only_text(warehouse: Warehouse, listing: Listing) -> None:
    assert warehouse.rows(listing.rows) == []
    assert warehouse.value(listing.total) == 0


def test_percent_and_underscore_are_no_wildcards(warehouse: Warehouse) -> None:
    assert warehouse.value(queries.articles("%", None, 1).total) == 0
    assert warehouse.rows(queries.search_articles("_")) == []


def test_every_mark_reads_back_the_words_of_its_claim(warehouse: Warehouse) -> None:
    for claim in warehouse.rows(claim_queries.claims_of_article("art_1")):
        texts = [BODY[mark.start : mark.end] for mark in marks_of(claim)]
        assert claim["content_text"] in texts


def test_a_listed_claim_is_shown_in_its_sentence(warehouse: Warehouse) -> None:
    claims = warehouse.rows(claim_queries.claims(ANY | {"quote_type": "mixed"}, "", 1).rows)
    assert [claim["claim_id"] for claim in claims] == ["clm_mix"]
    html = quoted(claims[0])
    assert html.startswith('<mark class="speaker" title="Ada Moor: mixed">Ada Moor</mark> ')
    assert "&amp; left" in html
    assert "inspected" not in html


def test_a_claim_far_into_a_text_is_shown_in_its_sentence_too(warehouse: Warehouse) -> None:
    claims = warehouse.rows(claim_queries.claims(ANY | {"quote_type": "indirect"}, "", 1).rows)
    assert len(claims[0]["context"]) < 1_500
    assert plain(quoted(claims[0])) == "Ada Moor said it was over."


def test_people_are_found_by_any_of_their_names(warehouse: Warehouse) -> None:
    rows = warehouse.rows(claim_queries.people("<u>ada", None, 1).rows)
    assert [(row["name"], row["claims"]) for row in rows] == [("Ada Moor", 3)]


def test_claims_about_somebody_come_by_role(warehouse: Warehouse) -> None:
    rows = warehouse.rows(claim_queries.claims_about("ent_tom", 1).rows)
    assert [row["claim_id"] for row in rows] == ["clm_dir"]


def test_search_shows_the_text_around_the_words(warehouse: Warehouse) -> None:
    rows = warehouse.rows(queries.search_articles("NEVER SAFE"))
    assert len(rows) == queries.PAGE
    assert "never safe" in rows[0]["snippet"]


def test_an_absent_file_is_a_missing_warehouse(tmp_path: object) -> None:
    with pytest.raises(MissingWarehouse):
        Warehouse.of_home(str(tmp_path)).rows(queries.counts())


def test_the_file_is_free_between_queries_and_cannot_be_written(warehouse: Warehouse) -> None:
    warehouse.rows(queries.counts())
    with duckdb.connect(str(warehouse.path)):
        pass
    with pytest.raises(duckdb.Error):
        warehouse.rows(Query("delete from articles"))


def test_queries_cannot_read_other_files(warehouse: Warehouse) -> None:
    with pytest.raises(duckdb.Error):
        warehouse.rows(Query("select * from read_text('/etc/hostname')"))


def test_queries_that_run_at_the_same_time_do_not_lock_each_other_out(warehouse: Warehouse) -> None:
    zone = Query("select current_setting('TimeZone') as zone, count(*) from articles")
    with ThreadPoolExecutor(8) as readers:
        assert set(readers.map(lambda _: warehouse.value(zone), range(200))) == {"UTC"}


def test_a_file_published_while_a_query_runs_is_what_the_next_query_reads(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    published = Warehouse(tmp_path / "it's published.duckdb")
    with duckdb.connect(str(published.path)) as connection:
        connection.execute("create table articles as select 'before' as title")
    with published.opened() as running:
        shutil.copyfile(warehouse.path, tmp_path / "next.duckdb")
        (tmp_path / "next.duckdb").replace(published.path)
        assert published.value(Query("select count(*) from articles")) == 26
        assert running.execute("from articles").fetchall() == [("before",)]
