{{
    config(
        materialized='incremental',
        incremental_strategy='replace_touched',
        unique_key='article_id',
    )
}}

with claims as (
    select * from {{ ref('claims') }}
    where {{ is_touched() }}
),

mentions as (
    select * from {{ ref('mentions') }}
    where entity_id is not null and {{ is_touched() }}
),

contents as (
    select
        claim_id,
        article_id,
        is_headline,
        unnest(content_spans) as span
    from claims
),

speakers as (
    select
        claim_id,
        speaker_entity_id as entity_id,
        article_id,
        'speaker' as role
    from claims
    where speaker_entity_id is not null
),

addressees as (
    select
        claim_id,
        addressee_entity_id as entity_id,
        article_id,
        'addressee' as role
    from claims
    where addressee_entity_id is not null
),

named_in_contents as (
    select distinct
        contents.claim_id,
        mentions.entity_id,
        contents.article_id,
        'about' as role
    from contents
    inner join mentions
        on
            contents.article_id = mentions.article_id
            and contents.is_headline = mentions.is_headline
            and contents.span.start_char <= mentions.start_char
            and contents.span.end_char >= mentions.end_char
)

select * from speakers
union all
select * from addressees
union all
select * from named_in_contents
