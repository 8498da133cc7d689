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

mentions as (
    select * from {{ ref('int_mentions_settled') }}
),

extractions as (
    select
        log_position,
        extractor,
        extractor_version
    from {{ ref('int_texts_extracted') }}
),

standing as (
    select
        claims.*,
        {{ claim_id_of('current_versions.version_id', 'claims') }} as claim_id,
        current_versions.article_id,
        current_versions.version_id,
        current_versions.source_id,
        extractions.extractor,
        extractions.extractor_version
    from current_versions
    inner join claims on current_versions.extraction_position = claims.log_position
    inner join extractions on current_versions.extraction_position = extractions.log_position
)

select
    ---------- ids
    standing.claim_id,
    standing.proposition_id,
    standing.article_id,
    standing.version_id,
    standing.source_id,
    speakers.entity_id as speaker_entity_id,
    addressees.entity_id as addressee_entity_id,
    outer_claims.claim_id as outer_claim_id,

    ---------- text
    standing.speaker_text,
    standing.speaker_spans,
    standing.speaker_kind,
    standing.cue_text,
    standing.cue_spans,
    standing.content_text,
    standing.content_spans,
    standing.addressee_text,
    standing.addressee_spans,
    standing.voice,
    standing.quote_type,
    standing.cue_stance,
    standing.modality,
    standing.extractor,
    standing.extractor_version,

    ---------- numerics
    standing.speaker_spans[1].start_char as speaker_start,
    standing.speaker_spans[1].end_char as speaker_end,
    standing.cue_spans[1].start_char as cue_start,
    standing.cue_spans[1].end_char as cue_end,
    standing.confidence,

    ---------- booleans
    standing.is_negated,
    standing.is_headline
from standing
left join standing as outer_claims
    on
        standing.version_id = outer_claims.version_id
        and standing.outer_claim_index = outer_claims.claim_index
left join mentions as speakers
    on
        standing.version_id = speakers.version_id
        and standing.speaker_mention_index = speakers.mention_index
left join mentions as addressees
    on
        standing.version_id = addressees.version_id
        and standing.addressee_mention_index = addressees.mention_index
