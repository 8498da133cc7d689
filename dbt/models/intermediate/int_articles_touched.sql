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
),

-- A story that was merged takes its articles along, however long ago they were put into it.
merged_stories as (
    select merged_story_id from {{ ref('int_stories_merged') }}
    where {{ is_in_window('merged_position') }}
),

-- Names that mean another entity now than they did.
renamed as (
    select article_id from {{ ref('int_article_versions_recorded') }}
    where text_hash in (select renamed.text_hash from {{ ref('int_texts_renamed') }} as renamed)
),

put_into_stories as (
    select article_id from {{ ref('int_story_assignments_recorded') }}
    where
        ({{ is_in_window() }})
        or story_id in (select merged_stories.merged_story_id from merged_stories)
)

select article_id from events
union
select article_id from extracted
union
select article_id from renamed
union
select article_id from put_into_stories
