{{
    config(
        materialized='incremental',
        incremental_strategy='replace_touched',
        unique_key='entity_id',
    )
}}

with touched as (
    select * from {{ ref('int_entities_touched') }}
),

mentions as (
    select * from {{ ref('mentions') }}
    where entity_id in (select touched.entity_id from touched)
),

current_versions as (
    select
        version_id,
        extraction_position
    from {{ ref('int_article_versions_ordered') }}
    where is_current
),

articles as (
    select
        article_id,
        source_id,
        coalesce(published_at, first_observed_at) as seen_at
    from {{ ref('articles') }}
),

-- A label belongs to the mention that it stands beside, in the text that is current.
given as (
    select
        mentions.entity_id,
        mentions.mention_id,
        mentions.article_id,
        articles.source_id,
        articles.seen_at,
        extracted.label_text,
        extracted.label_words,
        extracted.label_kind,
        extracted.is_headline,
        extracted.is_quoted,
        extracted.is_quoted or extracted.is_attributed as is_of_speaker,
        extracted.start_char,
        extracted.end_char
    from mentions
    inner join current_versions on mentions.version_id = current_versions.version_id
    inner join {{ ref('int_labels_extracted') }} as extracted
        on
            current_versions.extraction_position = extracted.log_position
            and mentions.is_headline = extracted.is_headline
            and mentions.start_char = extracted.mention_start
            and mentions.end_char = extracted.mention_end
    inner join articles on mentions.article_id = articles.article_id
    where extracted.label_words != ''
),

-- The outlet's own words are the better example, then the earliest.
ranked as (
    select
        *,
        row_number() over (
            partition by entity_id, source_id, label_words
            order by is_of_speaker, seen_at, mention_id, start_char
        ) as preference
    from given
),

kinds as (
    select
        entity_id,
        source_id,
        label_words,
        label_kind,
        count(*) as kind_count
    from given
    group by entity_id, source_id, label_words, label_kind
),

main_kinds as (
    select
        entity_id,
        source_id,
        label_words,
        min_by(label_kind, (-kind_count, label_kind)) as label_kind
    from kinds
    group by entity_id, source_id, label_words
),

figures as (
    select
        entity_id,
        source_id,
        label_words,
        count(*) as mention_count,
        count(*) filter (where is_of_speaker) as claim_count,
        count(*) filter (where is_quoted) as quoted_count,
        count(distinct article_id) as article_count,
        min(seen_at) as first_seen_at,
        max(seen_at) as last_seen_at
    from given
    group by entity_id, source_id, label_words
)

select
    ---------- ids
    {{ make_id('lab', [
        'figures.entity_id', "coalesce(figures.source_id, '')", 'figures.label_words'
    ]) }} as label_id,
    figures.entity_id,
    figures.source_id,
    ranked.mention_id as example_mention_id,
    ranked.article_id as example_article_id,

    ---------- text
    ranked.label_text as label,
    figures.label_words as normalized_label,
    main_kinds.label_kind,

    ---------- numerics
    figures.mention_count,
    figures.claim_count,
    figures.quoted_count,
    figures.article_count,
    ranked.start_char,
    ranked.end_char,

    ---------- booleans
    figures.claim_count = figures.mention_count as is_quoted,
    ranked.is_headline,

    ---------- timestamps
    figures.first_seen_at,
    figures.last_seen_at
from figures
inner join ranked
    on
        figures.entity_id = ranked.entity_id
        and figures.source_id is not distinct from ranked.source_id
        and figures.label_words = ranked.label_words
inner join main_kinds
    on
        figures.entity_id = main_kinds.entity_id
        and figures.source_id is not distinct from main_kinds.source_id
        and figures.label_words = main_kinds.label_words
where ranked.preference = 1
