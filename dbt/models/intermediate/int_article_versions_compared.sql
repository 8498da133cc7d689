{{
    config(
        materialized='incremental',
        incremental_strategy='replace_touched',
        unique_key='article_id',
    )
}}

with versions as (
    select * from {{ ref('int_article_versions_ordered') }}
    where {{ is_touched() }}
),

-- Most articles have one version: only where there are two need texts and claims be read.
pairs as (
    select
        versions.version_id,
        versions.is_withdrawal,
        versions.text_position,
        versions.extraction_position,
        previous.text_position as previous_text_position,
        previous.extraction_position as previous_extraction_position
    from versions
    inner join versions as previous
        on
            versions.article_id = previous.article_id
            and versions.previous_text_position = previous.log_position
),

texts as (
    select
        log_position as text_position,
        concat_ws(chr(10), title, body_text) as text
    from {{ ref('int_article_versions_recorded') }}
    where
        log_position in (
            select pairs.text_position from pairs
            union all
            select pairs.previous_text_position from pairs
        )
),

compared_texts as (
    select
        pairs.version_id,
        {{ words_of('texts.text') }} != {{ words_of('previous_texts.text') }}
            as has_other_words,
        {{ has_correction_notice('texts.text') }}
        and not {{ has_correction_notice('previous_texts.text') }} as has_new_notice
    from pairs
    inner join texts on pairs.text_position = texts.text_position
    inner join texts as previous_texts
        on pairs.previous_text_position = previous_texts.text_position
    where not pairs.is_withdrawal
),

statements as (
    select
        pairs.version_id,
        claims.proposition_id,
        claims.voice,
        true as is_made_now
    from pairs
    inner join {{ ref('int_claims_extracted') }} as claims
        on pairs.extraction_position = claims.log_position
    where not pairs.is_withdrawal
    union all
    select
        pairs.version_id,
        claims.proposition_id,
        claims.voice,
        false as is_made_now
    from pairs
    inner join {{ ref('int_claims_extracted') }} as claims
        on pairs.previous_extraction_position = claims.log_position
),

changed_statements as (
    select version_id
    from statements
    group by version_id, proposition_id, voice
    having count(distinct is_made_now) = 1
),

changed_claims as (
    select
        version_id,
        count(*) as claim_count
    from changed_statements
    group by version_id
)

select
    versions.article_id,
    versions.version_id,
    case
        when versions.is_withdrawal then 'withdrawal'
        when pairs.version_id is null then 'original'
        when versions.is_decided or compared_texts.has_new_notice then 'correction'
        else 'update'
    end as revision_kind,
    coalesce(compared_texts.has_other_words, true) as is_substantive,
    case
        when
            pairs.extraction_position is not null
            and pairs.previous_extraction_position is not null
            then coalesce(changed_claims.claim_count, 0)
    end as changed_claim_count
from versions
left join pairs on versions.version_id = pairs.version_id
left join compared_texts on versions.version_id = compared_texts.version_id
left join changed_claims on versions.version_id = changed_claims.version_id
