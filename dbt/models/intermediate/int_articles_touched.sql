with events as (
    select article_id from {{ ref('int_article_versions_recorded') }}
    where {{ is_in_window() }}
    union all
    select article_id from {{ ref('stg_events__articles_withdrawn') }}
    where {{ is_in_window() }}
),

-- A promotion touches the texts that the promoted extractor has read, however long ago.
extractions as (
    select text_hash from {{ ref('int_extractions_admitted') }}
    where ({{ is_in_window() }}) or ({{ is_in_window('promoted_position') }})
),

extracted as (
    select article_id from {{ ref('int_article_versions_recorded') }}
    where text_hash in (select extractions.text_hash from extractions)
)

select article_id from events
union
select article_id from extracted
