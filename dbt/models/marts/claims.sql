{{
    config(
        materialized='incremental',
        incremental_strategy='replace_touched',
        unique_key='article_id',
    )
}}

with current_versions as (
    select * from {{ ref('int_article_versions_ordered') }}
    where is_current and pub_status = 'usable' and {{ is_touched() }}
),

claims as (
    select * from {{ ref('int_claims_extracted') }}
),

extractions as (
    select
        log_position,
        extractor,
        extractor_version
    from {{ ref('int_texts_extracted') }}
)

select
    ---------- ids
    {{ make_id('clm', [
        'current_versions.version_id',
        "if(claims.is_headline, 'title', 'body')",
        'claims.content_spans',
        'claims.speaker_spans',
        'claims.cue_spans',
        'claims.voice',
    ]) }} as claim_id,
    claims.proposition_id,
    current_versions.article_id,
    current_versions.version_id,
    current_versions.source_id,
    claims.speaker_entity_id,

    ---------- text
    claims.speaker_text,
    claims.speaker_spans,
    claims.cue_text,
    claims.cue_spans,
    claims.content_text,
    claims.content_spans,
    claims.voice,
    claims.quote_type,
    claims.cue_stance,
    extractions.extractor,
    extractions.extractor_version,

    ---------- numerics
    claims.speaker_spans[1].start_char as speaker_start,
    claims.speaker_spans[1].end_char as speaker_end,
    claims.cue_spans[1].start_char as cue_start,
    claims.cue_spans[1].end_char as cue_end,
    claims.confidence,

    ---------- booleans
    claims.is_negated,
    claims.is_headline
from current_versions
inner join claims on current_versions.extraction_position = claims.log_position
inner join extractions on current_versions.extraction_position = extractions.log_position
