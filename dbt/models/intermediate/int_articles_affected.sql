-- Whoever has, or is a copy of, a text that a touched article has or ever had may have another
-- origin now; and whoever stands beside an agency that the registry did not know for one before.
with touched_texts as (
    select body_hash from {{ ref('int_article_versions_recorded') }}
    where {{ is_touched() }}
    union
    select body_hash from {{ ref('int_texts_copied') }}
    where {{ is_in_window() }}
),

agencies as (
    select source_id from {{ ref('stg_events__sources_described') }}
    group by source_id
    having
        bool_or(source_type = 'agency')
        and bool_or({{ is_in_window() }})
),

articles_of_agencies as (
    select
        article_id,
        body_hash
    from {{ ref('int_article_versions_ordered') }}
    where is_current and source_id in (select agencies.source_id from agencies)
),

-- Of two articles that a person joined or parted, both when either is touched or stands elsewhere
-- in the order now: else each could be a copy of the other.
judged as (
    select article_id from {{ ref('int_origins_judged') }}
    where
        ({{ is_in_window() }})
        or ({{ is_in_window('revoked_position') }})
        or ({{ is_touched('other_article_id') }})
        or other_article_id in (select articles_of_agencies.article_id from articles_of_agencies)
),

texts_of_judged as (
    select body_hash from {{ ref('int_article_versions_ordered') }}
    where is_current and article_id in (select judged.article_id from judged)
),

texts as (
    select body_hash from touched_texts
    union
    select body_hash from articles_of_agencies
    union
    select body_hash from texts_of_judged
),

affected_texts as (
    select body_hash from texts
    union
    select other_body_hash as body_hash from {{ ref('int_texts_copied') }}
    where body_hash in (select texts.body_hash from texts)
)

select
    article_id,
    body_hash
from {{ ref('int_article_versions_ordered') }}
where
    is_current
    and body_hash in (select affected_texts.body_hash from affected_texts)
