{{ config(materialized='incremental', incremental_strategy='replace_window') }}

with extractions as (
    select * from {{ ref('stg_events__articles_extracted') }}
    where {{ is_in_window() }}
),

claims as (
    select
        log_position,
        unnest(claims) as claim,
        unnest(range(len(claims))) as claim_index
    from extractions
),

texts as (
    select
        extracted.log_position,
        versions.title,
        versions.body_text
    from {{ ref('int_texts_extracted') }} as extracted
    inner join {{ ref('int_article_versions_recorded') }} as versions
        on extracted.text_position = versions.log_position
    where {{ is_in_window('extracted.log_position') }}
),

located as (
    select
        claims.log_position,
        claims.claim_index,
        claims.claim,
        {{ as_spans('claims.claim.content_spans') }} as content_spans,
        {{ as_spans('claims.claim.speaker_spans') }} as speaker_spans,
        {{ as_spans('claims.claim.cue_spans') }} as cue_spans,
        {{ as_spans('claims.claim.addressee_spans') }} as addressee_spans,
        if(claims.claim.section = 'title', texts.title, texts.body_text) as section_text
    from claims
    inner join texts on claims.log_position = texts.log_position
),

read_from_text as (
    select
        *,
        {{ text_of_spans('section_text', 'content_spans') }} as content_text,
        {{ text_of_spans('section_text', 'speaker_spans[1:1]') }} as speaker_text,
        {{ text_of_spans('section_text', 'cue_spans[1:1]') }} as cue_text,
        {{ text_of_spans('section_text', 'addressee_spans[1:1]') }} as addressee_text
    from located
)

select
    read_from_text.log_position,
    read_from_text.claim_index,
    read_from_text.claim.outer_claim as outer_claim_index,
    {{ make_id('prop', [words_of('read_from_text.content_text')]) }} as proposition_id,
    read_from_text.claim.speaker_mention as speaker_mention_index,
    read_from_text.claim.addressee_mention as addressee_mention_index,
    read_from_text.claim.section = 'title' as is_headline,
    read_from_text.content_spans,
    read_from_text.speaker_spans,
    read_from_text.cue_spans,
    read_from_text.addressee_spans,
    read_from_text.content_text,
    nullif(read_from_text.speaker_text, '') as speaker_text,
    nullif(read_from_text.cue_text, '') as cue_text,
    nullif(read_from_text.addressee_text, '') as addressee_text,
    read_from_text.claim.voice,
    read_from_text.claim.speaker_kind,
    read_from_text.claim.quote_type,
    read_from_text.claim.cue_stance,
    read_from_text.claim.modality,
    read_from_text.claim.is_negated,
    read_from_text.claim.confidence
from read_from_text
