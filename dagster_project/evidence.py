"""Re-reads the evidence of every published row: each quoted word in its text, each text in the log.

The builds check what they touch; this checks everything, in the file that readers have. Whether the
log itself is whole belongs in ``ingest.event_log``.
"""

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from dagster_project.published import REPAIR, Published, is_of_this_log, read_publication
from ingest.errors import MissingWarehouse
from ingest.event_log import EventLog
from ingest.events import VERSION_EVENTS
from ingest.home import Home

_CLAIMS = """
    with reread as (
        select
            claims.*,
            case when is_headline then versions.title else versions.body_text end as section,
            content_spans || speaker_spans || cue_spans || addressee_spans as spans
        from claims left join article_versions as versions using (version_id)
    )
    select 'claims', claim_id, 'content_text' from reread
    where array_to_string(list_transform(content_spans, lambda span:
        substr(section, span.start_char + 1, span.end_char - span.start_char)), ' ')
        is distinct from content_text
    union all
    select 'claims', claim_id, 'cue_text' from reread
    where cue_text is not null
        and substr(section, cue_start + 1, cue_end - cue_start) is distinct from cue_text
    union all
    select 'claims', claim_id, 'speaker_text' from reread
    where speaker_text is not null
        and substr(section, speaker_start + 1, speaker_end - speaker_start)
        is distinct from speaker_text
    union all
    select 'claims', claim_id, 'addressee_text' from reread
    where addressee_text is not null
        and substr(section, addressee_spans[1].start_char + 1,
            addressee_spans[1].end_char - addressee_spans[1].start_char)
        is distinct from addressee_text
    union all
    select 'claims', reread.claim_id, 'outer_claim_id is no claim of its version' from reread
    left join claims as outer_claims on reread.outer_claim_id = outer_claims.claim_id
    where reread.outer_claim_id is not null
        and outer_claims.version_id is distinct from reread.version_id
    union all
    select 'claims', claim_id, 'a span outside the text' from reread
    where len(list_filter(spans, lambda span: span.start_char < 0
        or span.start_char >= span.end_char or span.end_char > length(section))) > 0
"""
_MENTIONS = """
    select 'mentions', mention_id, 'mention_text'
    from mentions left join article_versions as versions using (version_id)
    where substr(
        case when is_headline then versions.title else versions.body_text end,
        start_char + 1, end_char - start_char
    ) is distinct from mention_text
"""
_HASHES = """
    select 'article_versions', version_id, 'body_hash' from article_versions
    where body_text is not null and sha256(body_text) is distinct from body_hash
    union all
    select 'articles', articles.article_id, 'body_text is not that of the current version'
    from articles left join article_versions as versions
        on articles.current_version_id = versions.version_id
    where articles.body_text is distinct from versions.body_text
        or articles.title is distinct from versions.title
"""
_LOGGED = """
    select 'article_versions', logged.version_id, case
        when published.version_id is null then 'is in the log and not published'
        else 'has another text than the log'
    end
    from logged left join article_versions as published using (version_id)
    where published.body_text is distinct from logged.body_text
        or published.title is distinct from logged.title
    union all
    select 'article_versions', version_id, 'is published and not in the log'
    from article_versions anti join logged using (version_id)
    where revision_kind in ('original', 'update', 'correction')
"""


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """How many rows were read again, and which do not say what their evidence says."""

    row_count: int
    problems: list[str]


def verify_evidence(home: Home, log: EventLog) -> EvidenceReport:
    """Every published claim, mention, article and version against its text and the log."""
    published = read_publication(home)
    if published is None:
        raise MissingWarehouse(f"nothing is published in {home.root} yet; run: newsledger build")
    if not is_of_this_log(log, published):
        return EvidenceReport(0, ["the published file was built from another log than this one"])
    try:
        return _compared(home, log, published)
    except duckdb.Error as error:
        return EvidenceReport(0, [f"{home.published} cannot be read ({error}); {REPAIR}"])


def _compared(home: Home, log: EventLog, published: Published) -> EvidenceReport:
    with duckdb.connect() as connection:
        escaped = str(home.published).replace("'", "''")
        connection.execute(f"attach '{escaped}' as published (read_only)")
        connection.execute("use published")
        _copy_logged_versions(connection, log, published)
        problems = [
            f"{table}: {key}: {what}"
            for query in (_CLAIMS, _MENTIONS, _HASHES, _LOGGED)
            for table, key, what in connection.execute(query).fetchall()
        ]
        return EvidenceReport(_rows(connection), problems)


def _copy_logged_versions(
    connection: duckdb.DuckDBPyConnection, log: EventLog, published: Published
) -> None:
    """Texts as the log has them, up to where the published file ends."""
    connection.execute(
        "create temp table logged(version_id varchar, title varchar, body_text varchar)"
    )
    batches = log.read(upto=published.log_position, event_types=VERSION_EVENTS)
    for batch in batches:
        connection.register("batch", pa.Table.from_batches([batch]))
        connection.execute("""
            insert into logged
            select payload ->> 'version_id', payload ->> 'title', payload ->> 'body_text'
            from batch where payload is not null
        """)
        connection.unregister("batch")


def _rows(connection: duckdb.DuckDBPyConnection) -> int:
    row = connection.execute(
        "select (select count(*) from claims) + (select count(*) from mentions)"
        " + (select count(*) from articles) + (select count(*) from article_versions)"
    ).fetchone()
    return int(row[0]) if row else 0
