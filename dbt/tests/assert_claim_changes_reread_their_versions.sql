-- Guards `claim_changes`: both wordings of a changed claim must give back their words from their
-- versions. A failure means that claims were compared with a text that they do not stand in.
with versions as (
    select
        version_id,
        title,
        body_text
    from {{ ref('article_versions') }}
    where {{ is_checked() }}
),

changes as (
    select * from {{ ref('claim_changes') }}
    where {{ is_checked() }}
),

wordings as (
    select
        claim_change_id,
        'content_text' as wording,
        to_version_id as version_id,
        content_text,
        content_spans,
        is_headline
    from changes
    where claim_id is not null
    union all
    select
        claim_change_id,
        'previous_content_text' as wording,
        from_version_id as version_id,
        previous_content_text as content_text,
        previous_content_spans as content_spans,
        previous_is_headline as is_headline
    from changes
    where previous_claim_id is not null
),

reread as (
    select
        wordings.*,
        if(wordings.is_headline, versions.title, versions.body_text) as section_text
    from wordings
    left join versions on wordings.version_id = versions.version_id
)

select
    claim_change_id as row_key,
    wording as detail
from reread
where {{ text_of_spans('section_text', 'content_spans') }} is distinct from content_text
