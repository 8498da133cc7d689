-- Guards `mentions`: offsets are worthless unless they give back the text they stand for. A failure
-- means that an extractor saw another text, or counts something other than code points.
select
    mentions.mention_id as row_key,
    'offsets give ' || coalesce(
        {{ text_at('if(mentions.is_headline, versions.title, versions.body_text)',
            'mentions.start_char', 'mentions.end_char') }},
        'nothing'
    ) as detail
from {{ ref('mentions') }} as mentions
inner join {{ ref('article_versions') }} as versions on mentions.version_id = versions.version_id
where
    {{ is_checked('mentions.article_id') }}
    and {{ text_at('if(mentions.is_headline, versions.title, versions.body_text)',
        'mentions.start_char', 'mentions.end_char') }} is distinct from mentions.mention_text
