"""Small warehouses to look at: one with texts that try to break out of the page, one empty."""

import re
from html import unescape
from pathlib import Path

import duckdb

HOSTILE_TITLE = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
)
BODY = (
    "The ferry was inspected in May. Ada Moor said it “was never safe” & left.\n\n"
    "“Not one <b>alarm</b> rang,” she told reporters, according to Tom Iversen."
)
FAR = "Filler it is. " * 400 + "Ada Moor said it was over. Then she left."
OUTLET = "The <i>Ledger</i>"


def plain(html: str) -> str:
    """The text that a browser shows."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def span_of(*parts: str, text: str = BODY) -> list[dict[str, int]]:
    return [
        {"start_char": text.index(part), "end_char": text.index(part) + len(part)} for part in parts
    ]


CLAIMS = [
    # claim_id, speaker entity, speaker, cue, content, voice, quote_type, stance, headline
    ("clm_own", None, [], [], ["The ferry was inspected in May."], "own_voice", "none", "neutral"),
    ("clm_mix", "ent_ada", ["Ada Moor"], ["said"], ["it “was never safe” & left"], "attributed",
     "mixed", "neutral"),
    ("clm_dir", "ent_ada", ["she"], ["told"], ["“Not one <b>alarm</b> rang,”"], "attributed",
     "direct", "denial"),
]  # fmt: skip


def with_tables(path: Path) -> duckdb.DuckDBPyConnection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(str(path))
    connection.execute("set TimeZone = 'UTC'")
    connection.execute((Path(__file__).parent / "small_warehouse.sql").read_text())
    return connection


def _article(
    connection: duckdb.DuckDBPyConnection, article_id: str, title: str, day: int, body: str = BODY
) -> None:
    connection.execute(
        """
        insert into articles by name select
            $id as article_id, 'src' as source_id, 'grp_' || $id as origin_group_id, $title as title,
            'javascript:alert(1)' as url, 'en' as language, 'day' as published_at_precision,
            'metadata' as published_at_method, 'url' as source_method, 'usable' as pub_status,
            $body as body_text, 24 as word_count, 2 as version_count, true as is_origin,
            timestamptz '2026-03-01' + to_days($day) as published_at, now() as last_observed_at
        """,
        {"id": article_id, "title": title, "body": body, "day": day},
    )


def _claims(connection: duckdb.DuckDBPyConnection) -> None:
    far = ("clm_far", "ent_ada", ["Ada Moor"], ["said"], ["it was over"], "attributed", "indirect",
           "neutral")  # fmt: skip
    rows = [("art_1", BODY, *claim) for claim in CLAIMS] + [("art_far", FAR, *far)]
    for article_id, body, claim_id, entity, speaker, cue, content, voice, quote, stance in rows:
        connection.execute(
            """
            insert into claims by name select
                $id as claim_id, $article_id as article_id, 'src' as source_id,
                $entity as speaker_entity_id, $speaker_text as speaker_text, $text as content_text,
                $speaker as speaker_spans, $cue as cue_spans, $content as content_spans,
                $voice as voice, $quote as quote_type, $stance as cue_stance, false as is_headline,
                $told as addressee_text, $kind as speaker_kind, $modality as modality
            """,
            {
                "id": claim_id,
                "article_id": article_id,
                "entity": entity,
                "speaker_text": " ".join(speaker) or None,
                "text": " ".join(content),
                "speaker": span_of(*speaker, text=body),
                "cue": span_of(*cue, text=body),
                "content": span_of(*content, text=body),
                "voice": voice,
                "quote": quote,
                "stance": stance,
                "told": "<b>reporters</b>" if cue == ["told"] else None,
                "kind": "none" if voice == "own_voice" else "person",
                "modality": "possible" if cue == ["told"] else "asserted",
            },
        )


def _versions(connection: duckdb.DuckDBPyConnection) -> None:
    """An article that was changed, corrected by a person, and taken back."""
    versions = (
        (
            1,
            "original",
            BODY.replace("May", "June").replace("“was", "“may have been"),
            None,
            "ingest",
        ),
        (2, "update", BODY, None, "ingest"),
        (3, "correction", BODY.replace("left.", "LEFT"), "<b>misread</b>", "Ida <i>"),
        (4, "withdrawal", BODY.replace("left.", "LEFT"), "untrue", "ingest"),
    )
    for version, kind, body, reason, by in versions:
        connection.execute(
            """
            insert into article_versions by name select
                'ver_' || $version as version_id, 'art_1' as article_id, $kind as revision_kind,
                'usable' as pub_status, 'Same' as title, $body as body_text, $reason as reason,
                $by as recorded_by, $version as version, if($version = 2, 1, null) as changed_claim_count,
                $version as log_position, $version != 3 as is_substantive,
                timestamptz '2026-03-01' + to_days($version) as valid_from, now() as recorded_at
            """,
            {"version": version, "kind": kind, "body": body, "reason": reason, "by": by},
        )
    connection.execute(
        """
        insert into claim_changes by name select
            'chg_' || change as claim_change_id, 'art_1' as article_id, 'ver_1' as from_version_id,
            'ver_2' as to_version_id, 'clm_mix' as claim_id, 'clm_old' as previous_claim_id, change,
            'it was never safe for <b>9</b>' as content_text, 'own_voice' as voice,
            'it may never have been safe for 8' as previous_content_text, ['9'] as figures,
            'attributed' as previous_voice, ['8'] as previous_figures, 2 as log_position,
            'Ada Moor' as speaker_text, false as is_headline
        from (values ('hardened'), ('figure_changed')) as changes (change)
        """
    )


def _outlet(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        """
        insert into sources by name select
            'src' as source_id, 'group' as parent_source_id, $name as name, ['<u>Led</u>'] as aliases,
            'ledger.example' as domain, 'XM' as country, 'registry' as country_method,
            'outlet' as source_type, 'registry' as source_type_method, 26 as article_count,
            now() as first_seen_at, now() as last_seen_at
        """,
        {"name": OUTLET},
    )
    connection.execute(
        "insert into source_statements values ('stm_1', 'src', 'owner', '<b>the state</b>', 'Press Watch',"
        " 'year', 'javascript:alert(1)', true, timestamptz '2024-01-01', null),"
        " ('stm_2', 'src', 'owner', 'a slip', 'Press Watch', 'year', null, false, timestamptz '2023-01-01', now())"
    )


def _story(connection: duckdb.DuckDBPyConnection) -> None:
    """Two articles of one story, the later a copy that credits an agency."""
    connection.execute(
        "insert into stories values"
        " ('sto_1', $title, 2, 1, timestamptz '2026-03-03', timestamptz '2026-03-04', now())",
        {"title": HOSTILE_TITLE},
    )
    connection.execute(
        "update articles set story_id = 'sto_1' where article_id in ('art_2', 'art_3')"
    )
    connection.execute(
        "update articles set is_origin = false, origin_group_id = 'grp_art_2', wire_credits = ['<b>Wire</b>']"
        " where article_id = 'art_3'"
    )
    connection.execute(
        "insert into origin_groups values ('grp_art_2', 'art_2', 'art_3', 'art_2', 'near_duplicate', 0.8)"
    )


def _labels(connection: duckdb.DuckDBPyConnection) -> None:
    for label, is_quoted in (("<b>strongman</b>", False), ("hero", True)):
        connection.execute(
            """
            insert into labels by name select
                $label as label_id, 'ent_ada' as entity_id, 'src' as source_id, $label as label,
                'title' as label_kind, 2 as mention_count, 1 as article_count, $quoted as is_quoted,
                'art_1' as example_article_id
            """,
            {"label": label, "quoted": is_quoted},
        )
    connection.execute(
        "insert into mentions values ('men_1', 'art_1', 'ent_ada', 'Ada <i>Moor</i>', 'name')"
    )


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    _outlet(connection)
    _article(connection, "art_1", HOSTILE_TITLE, 40)
    for number in range(2, 26):
        _article(connection, f"art_{number}", f"Quiet day number {number}", number)
    _article(connection, "art_far", "A long day", 1, FAR)
    _claims(connection)
    _story(connection)
    _labels(connection)
    connection.execute(
        "insert into entities values"
        " ('ent_ada', null, 'Ada Moor', 'person', ['Moor', '<u>Ada</u>'], 2, 1, 1, now()),"
        " ('ent_tom', null, 'Tom Iversen', 'person', [], 1, 1, 1, now())"
    )
    connection.execute("insert into claim_entities values ('clm_dir', 'ent_tom', 'art_1', 'about')")
    connection.execute("insert into publication values ('h', 'v', 'rules 1', 42, now())")
    connection.execute(
        "insert into quality_failures values ('f', 'title_is_a_headline', 'articles', 'art_1', 'long', 'warn', 1)"
    )
    connection.execute("insert into quarantine values ('q', 'a.txt', 'empty', 'nothing', now())")
    _versions(connection)
