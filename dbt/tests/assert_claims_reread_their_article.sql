-- Guards `claims`: every span of every claim must give back its words from the current version. A
-- failure means that an extractor saw another text, or counts something other than code points.
with versions as (
    select
        version_id,
        title,
        body_text
    from {{ ref('article_versions') }}
    where {{ is_checked_version() }}
),

claims as (
    select
        claims.*,
        if(claims.is_headline, versions.title, versions.body_text) as section_text,
        length(if(claims.is_headline, versions.title, versions.body_text)) as section_length
    from {{ ref('claims') }} as claims
    left join versions on claims.version_id = versions.version_id
    where {{ is_checked('claims.article_id') }}
),

reread as (
    select
        claim_id,
        speaker_text,
        cue_text,
        content_text,
        addressee_text,
        {{ text_at('section_text', 'speaker_start', 'speaker_end') }} as speaker_reread,
        {{ text_at('section_text', 'cue_start', 'cue_end') }} as cue_reread,
        {{ text_of_spans('section_text', 'content_spans') }} as content_reread,
        nullif({{ text_of_spans('section_text', 'addressee_spans[1:1]') }}, '')
            as addressee_reread,
        len(list_filter(
            content_spans || speaker_spans || cue_spans || addressee_spans,
            lambda span: span.start_char < 0
            or span.end_char <= span.start_char
            or span.end_char > section_length
        )) as outside_count
    from claims
)

select
    claim_id as row_key,
    concat_ws(
        ', ',
        if(speaker_reread is distinct from speaker_text, 'speaker_text', null),
        if(cue_reread is distinct from cue_text, 'cue_text', null),
        if(content_reread is distinct from content_text or content_text = '', 'content_text', null),
        if(addressee_reread is distinct from addressee_text, 'addressee_text', null),
        if(outside_count > 0, 'spans outside the text', null)
    ) as detail
from reread
where
    speaker_reread is distinct from speaker_text
    or cue_reread is distinct from cue_text
    or content_reread is distinct from content_text
    or content_text = ''
    or addressee_reread is distinct from addressee_text
    or outside_count > 0
