-- Guards `claims.outer_claim_id`: what is said within what somebody says stands within those words.
-- A failure means that a chain of speakers was put together from two statements.
with claims as (
    select
        claim_id,
        outer_claim_id,
        version_id,
        is_headline,
        content_spans[1].start_char as start_char,
        content_spans[-1].end_char as end_char
    from {{ ref('claims') }}
    where {{ is_checked() }}
)

select
    nested.claim_id as row_key,
    'stands outside ' || nested.outer_claim_id as detail
from claims as nested
inner join claims as outer_claims on nested.outer_claim_id = outer_claims.claim_id
where
    nested.claim_id = outer_claims.claim_id
    or nested.version_id != outer_claims.version_id
    or nested.is_headline != outer_claims.is_headline
    or nested.start_char < outer_claims.start_char
    or nested.end_char > outer_claims.end_char
