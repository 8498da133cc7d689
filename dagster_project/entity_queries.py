"""What the published file says of entities: lists for people, and the claims that a split would move.

Deciding belongs in ``ingest.entity_decisions``, printing in the command line.
"""

from collections.abc import Iterable, Sequence

import pyarrow as pa

from dagster_project.published import Row, published_rows
from ingest.events import MovedName
from ingest.home import Home

_UNSURE = """
    select
        judgements.judgement_id, judgements.left_entity_id, one.name as left_name,
        judgements.right_entity_id, other.name as right_name, one.entity_type as entity_type,
        round(judgements.score, 3) as score, judgements.reason
    from entity_judgements as judgements
    join entities as one on judgements.left_entity_id = one.entity_id
    join entities as other on judgements.right_entity_id = other.entity_id
    where judgements.judgement = 'unsure'
    order by least(one.mention_count, other.mention_count) desc, judgements.score desc, judgement_id
    limit $limit
"""
_DECIDED = """
    select
        judgement_id, judgement, left_entity_id, one.name as left_name, right_entity_id,
        other.name as right_name, decided_by, judgements.reason, decided_at, revoked_at
    from entity_judgements as judgements
    left join entities as one on left_entity_id = one.entity_id
    left join entities as other on right_entity_id = other.entity_id
    where decided_by != 'model'
    order by decided_at desc, judgement_id
    limit $limit
"""
_LISTED = """
    select entity_id, name, entity_type, mention_count, article_count, aliases
    from entities
    order by mention_count desc, name, entity_id
    limit $limit
"""
_JUDGED = """
    select judgement_id, judgement, left_entity_id, right_entity_id, decided_by, score, reason,
        decided_at, revoked_at
    from entity_judgements
    where left_entity_id in $ids or right_entity_id in $ids
    order by decided_at desc, judgement_id
    limit 50
"""
_MOVED_CLAIMS = """
    with texts as (
        select article_id, version_id, sha256(coalesce(title, '') || chr(10) || chr(10) || body_text)
            as text_hash
        from article_versions
        where version_id in (select version_id from mentions where entity_id = $entity_id)
    ),
    moving as (
        select mentions.*
        from mentions
        join texts on mentions.version_id = texts.version_id
        join leaving
            on texts.text_hash = leaving.text_hash
            and mentions.entity_type = leaving.entity_type
            and mentions.entity_name = regexp_replace(trim(nfc_normalize(leaving.name)), '\\s+', ' ', 'g')
        where mentions.entity_id = $entity_id
    )
    select distinct
        claims.claim_id, claim_entities.role, claims.article_id, articles.title,
        claims.speaker_text, claims.cue_text, claims.content_text
    from claim_entities
    join claims on claim_entities.claim_id = claims.claim_id
    join articles on claims.article_id = articles.article_id
    join moving
        on claims.version_id = moving.version_id and claims.is_headline = moving.is_headline
    where claim_entities.entity_id = $entity_id
        and len(list_filter(
            case claim_entities.role
                when 'speaker' then claims.speaker_spans
                when 'addressee' then claims.addressee_spans
                else claims.content_spans
            end,
            lambda span: span.start_char <= moving.start_char and span.end_char >= moving.end_char
        )) > 0
    order by claims.article_id, claims.claim_id, claim_entities.role
"""


def unsure_pairs(home: Home, limit: int) -> list[Row]:
    """Pairs that wait for a person, those that concern most mentions first."""
    return published_rows(home, _UNSURE, {"limit": limit})


def decided_pairs(home: Home, limit: int) -> list[Row]:
    """What people decided, the latest first."""
    return published_rows(home, _DECIDED, {"limit": limit})


def listed_entities(home: Home, limit: int) -> list[Row]:
    """The entities that are mentioned most."""
    return published_rows(home, _LISTED, {"limit": limit})


def judgements_of(home: Home, entity_ids: Sequence[str]) -> list[Row]:
    """Merges, splits and doubts that concern any of these."""
    return published_rows(home, _JUDGED, {"ids": list(entity_ids)})


def moved_claims(home: Home, entity_id: str, leaving: Iterable[MovedName]) -> list[Row]:
    """Claims by, to or about the names that would mean another entity."""
    names = [(one.text_hash, one.entity_type, one.name) for one in leaving]
    columns = ("text_hash", "entity_type", "name")
    table = pa.table(
        {name: pa.array([one[at] for one in names], pa.string()) for at, name in enumerate(columns)}
    )
    return published_rows(home, _MOVED_CLAIMS, {"entity_id": entity_id}, leaving=table)
