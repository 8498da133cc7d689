{{
    config(
        materialized='incremental',
        incremental_strategy='replace_touched',
        unique_key='article_id',
    )
}}

with changes as (
    select
        *,
        unnest(changes) as change
    from {{ ref('int_claims_matched') }}
    where {{ is_touched() }}
)

select
    ---------- ids
    {{ make_id('chg', [
        'to_version_id', "coalesce(claim_id, '')", "coalesce(previous_claim_id, '')", 'change',
    ]) }} as claim_change_id,
    article_id,
    from_version_id,
    to_version_id,
    claim_id,
    previous_claim_id,

    ---------- text
    change,
    content_text,
    previous_content_text,
    content_spans,
    previous_content_spans,
    speaker_text,
    previous_speaker_text,
    cue_text,
    previous_cue_text,
    voice,
    previous_voice,
    figures,
    previous_figures,

    ---------- numerics
    similarity,
    log_position,

    ---------- booleans
    is_headline,
    previous_is_headline,

    ---------- timestamps
    changed_at
from changes
