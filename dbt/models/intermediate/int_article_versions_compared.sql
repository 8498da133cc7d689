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
    select * from {{ ref('int_article_versions_paired') }}
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

changed_claims as (
    select
        to_version_id as version_id,
        count(*) as claim_count
    from {{ ref('int_claims_matched') }}
    where len(changes) > 0 and {{ is_touched() }}
    group by to_version_id
)

select
    versions.article_id,
    versions.version_id,
    case
        when versions.is_withdrawal then 'withdrawal'
        when versions.pub_status = 'erased' then 'erasure'
        when pairs.version_id is null then 'original'
        when versions.is_decided or compared_texts.has_new_notice then 'correction'
        else 'update'
    end as revision_kind,
    coalesce(compared_texts.has_other_words, true) as is_substantive,
    case
        when pairs.is_comparable then coalesce(changed_claims.claim_count, 0)
    end as changed_claim_count
from versions
left join pairs on versions.version_id = pairs.version_id
left join compared_texts on versions.version_id = compared_texts.version_id
left join changed_claims on versions.version_id = changed_claims.version_id
