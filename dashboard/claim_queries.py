"""The questions about claims and about those who make them: SQL and parameters, nothing else.

Same rules as in ``queries``, which holds all other questions.
"""

from typing import Any

from dashboard.queries import PAGE
from dashboard.warehouse import Listing, Query

_CONTEXT = 600
"""Characters of the article that come along on each side of a claim, for its sentence."""


def claims_of_article(article_id: str) -> Query:
    """Every claim of an article, in the order of the text."""
    return Query(
        """
        select claims.*, entities.name as speaker_name
        from claims
        left join entities on claims.speaker_entity_id = entities.entity_id
        where article_id = $article_id
        order by is_headline desc, content_spans[1].start_char, claim_id
        """,
        {"article_id": article_id},
    )


def claims(filters: dict[str, str | None], text: str, page: int) -> Listing:
    """Claims whose content has ``text``.

    ``filters``: values of ``voice``, ``cue_stance``, ``quote_type``, ``source_id``; None means any.
    """
    chosen = """
        ($voice is null or voice = $voice)
        and ($cue_stance is null or cue_stance = $cue_stance)
        and ($quote_type is null or quote_type = $quote_type)
        and ($source_id is null or claims.source_id = $source_id)
        and ($text = '' or contains(lower(content_text), lower($text)))
    """
    return _listing(chosen, {**filters, "text": text.strip()}, page)


def claims_by(entity_id: str, page: int) -> Listing:
    """What an entity says."""
    return _listing("speaker_entity_id = $entity_id", {"entity_id": entity_id}, page)


def claims_about(entity_id: str, page: int) -> Listing:
    """What is said about an entity."""
    chosen = """
        claim_id in (select claim_id from claim_entities where entity_id = $entity_id and role = 'about')
    """
    return _listing(chosen, {"entity_id": entity_id}, page)


def _listing(chosen: str, values: dict[str, Any], page: int) -> Listing:
    """The chosen claims, newest article first, each with the text around it.

    The page is cut before texts are joined: only its own rows carry an article along.
    """
    rows = f"""
        with page as (
            select
                claims.*, articles.published_at,
                least(content_spans[1].start_char, speaker_spans[1].start_char, cue_spans[1].start_char) as evidence_start,
                greatest(content_spans[-1].end_char, speaker_spans[-1].end_char, cue_spans[-1].end_char) as evidence_end
            from claims
            join articles on claims.article_id = articles.article_id
            where {chosen}
            order by articles.published_at desc nulls last, claims.article_id, evidence_start, claim_id
            limit {PAGE} offset $offset
        )
        select
            page.*, articles.title, articles.is_origin, sources.name as outlet, entities.name as speaker_name,
            if(is_headline, 0, greatest(evidence_start - {_CONTEXT}, 0)) as context_start,
            if(is_headline, articles.title, substr(
                articles.body_text,
                greatest(evidence_start - {_CONTEXT}, 0) + 1,
                evidence_end + {_CONTEXT} - greatest(evidence_start - {_CONTEXT}, 0)
            )) as context
        from page
        join articles on page.article_id = articles.article_id
        left join sources on page.source_id = sources.source_id
        left join entities on page.speaker_entity_id = entities.entity_id
        order by page.published_at desc nulls last, page.article_id, evidence_start, claim_id
    """
    return Listing(
        Query(rows, {**values, "offset": (page - 1) * PAGE}),
        Query(f"select count(*) from claims where {chosen}", values),
    )


def people(text: str, entity_type: str | None, page: int) -> Listing:
    """Entities by how many claims they make; ``text`` is looked for in all their names."""
    chosen = """
        ($entity_type is null or entity_type = $entity_type)
        and (
            $text = ''
            or contains(lower(name), lower($text))
            or len(list_filter(aliases, lambda alias: contains(lower(alias), lower($text)))) > 0
        )
    """
    values = {"text": text.strip(), "entity_type": entity_type}
    rows = f"""
        with cited as (
            select
                speaker_entity_id as entity_id,
                count(*) as claims,
                count(distinct source_id) as outlets
            from claims where speaker_entity_id is not null group by speaker_entity_id
        )
        select
            entities.entity_id, name, entity_type, aliases, mention_count, article_count,
            coalesce(claims, 0) as claims, coalesce(outlets, 0) as outlets
        from entities
        left join cited on entities.entity_id = cited.entity_id
        where {chosen}
        order by claims desc, mention_count desc, name, entities.entity_id
        limit {PAGE} offset $offset
    """
    return Listing(
        Query(rows, {**values, "offset": (page - 1) * PAGE}),
        Query(f"select count(*) from entities where {chosen}", values),
    )


def entity(entity_id: str) -> Query:
    """One person, organization or other entity."""
    return Query("select * from entities where entity_id = $entity_id", {"entity_id": entity_id})
