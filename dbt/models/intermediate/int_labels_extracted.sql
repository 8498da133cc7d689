{{ config(materialized='incremental', incremental_strategy='replace_window') }}

with extractions as (
    select * from {{ ref('stg_events__articles_extracted') }}
    where {{ is_in_window() }}
),

mentions as (
    select
        log_position,
        unnest(mentions) as mention
    from extractions
),

labels as (
    select
        log_position,
        mention.section,
        mention.start as mention_start,
        mention.end as mention_end,
        unnest(mention.labels) as label
    from mentions
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

read_from_text as (
    select
        labels.*,
        {{ text_at(
            "if(labels.section = 'title', texts.title, texts.body_text)",
            'labels.label.start',
            'labels.label.end',
        ) }} as label_text
    from labels
    inner join texts on labels.log_position = texts.log_position
)

select
    log_position,
    section = 'title' as is_headline,
    mention_start,
    mention_end,
    label.start as start_char,
    label.end as end_char,
    label_text,
    {{ words_of('label_text') }} as label_words,
    label.kind as label_kind,
    label.is_quoted,
    label.is_attributed
from read_from_text
