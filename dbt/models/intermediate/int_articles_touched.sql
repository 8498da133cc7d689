with events as (
    select article_id from {{ ref('int_article_versions_recorded') }}
    where {{ is_in_window() }}
    union all
    select article_id from {{ ref('stg_events__articles_withdrawn') }}
    where {{ is_in_window() }}
),

extractions as (
    select text_hash from {{ ref('int_texts_extracted') }}
    where {{ is_in_window() }}
),

extracted as (
    select article_id from {{ ref('int_article_versions_recorded') }}
    where text_hash in (select extractions.text_hash from extractions)
)

select article_id from events
union
select article_id from extracted
