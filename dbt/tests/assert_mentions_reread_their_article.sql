-- Guards `mentions`: offsets are worthless unless they give back the text they stand for. A failure
-- means that an extractor saw another text, or counts something other than code points.
with versions as (
    select
        version_id,
        title,
        body_text
    from {{ ref('article_versions') }}
    where {{ is_checked_version() }}
),

reread as (
    select
        mentions.mention_id,
        mentions.mention_text,
        {{ text_at('if(mentions.is_headline, versions.title, versions.body_text)',
            'mentions.start_char', 'mentions.end_char') }} as text_at_offsets
    from {{ ref('mentions') }} as mentions
    left join versions on mentions.version_id = versions.version_id
    where {{ is_checked('mentions.article_id') }}
)

select
    mention_id as row_key,
    'offsets give ' || coalesce(text_at_offsets, 'nothing') as detail
from reread
where text_at_offsets is distinct from mention_text
