{{
    config(
        materialized='incremental',
        incremental_strategy='replace_touched',
        unique_key='article_id',
    )
}}

with pairs as (
    select * from {{ ref('int_article_versions_paired') }}
    where
        is_comparable
        and extraction_position != previous_extraction_position
        and {{ is_touched() }}
),

sides as (
    select
        version_id as pair_id,
        true as is_now,
        version_id,
        text_position,
        extraction_position
    from pairs
    union all
    select
        version_id as pair_id,
        false as is_now,
        previous_version_id as version_id,
        previous_text_position as text_position,
        previous_extraction_position as extraction_position
    from pairs
),

texts as (
    select
        log_position,
        title,
        string_split(body_text, chr(10) || chr(10)) as paragraphs,
        body_text
    from {{ ref('int_article_versions_recorded') }}
    where log_position in (select sides.text_position from sides)
),

sides_in_words as (
    select
        sides.*,
        texts.title,
        texts.body_text,
        texts.paragraphs,
        list_transform(
            list_prepend(coalesce(texts.title, ''), texts.paragraphs),
            lambda paragraph: {{ words_of('paragraph') }}
        ) as passages
    from sides
    inner join texts on sides.text_position = texts.log_position
),

claims as (
    select * from {{ ref('int_claims_extracted') }}
    where log_position in (select sides.extraction_position from sides)
),

-- The paragraph of a claim, or the headline.
placed as (
    select
        sides.pair_id,
        sides.is_now,
        {{ claim_id_of('sides.version_id', 'claims') }} as claim_id,
        claims.*,
        if(
            claims.is_headline,
            1,
            1 + len(string_split(
                substr(sides.body_text, 1, claims.content_spans[1].start_char), chr(10) || chr(10)
            ))
        ) as passage_number
    from sides_in_words as sides
    inner join claims on sides.extraction_position = claims.log_position
),

-- In a passage that both versions have nothing was changed, whatever an extractor made of it.
in_changed_passages as (
    select
        placed.*,
        placed.is_negated != (placed.cue_stance = 'denial') as is_denied,
        {{ negation_count_of('placed.content_text') }}
        - cast(placed.is_negated as integer) as other_negation_count,
        {{ matter_of('placed.content_text') }} as matter,
        {{ figures_of('placed.content_text') }} as figures,
        {{ firmness_of('placed') }} as firmness
    from placed
    inner join sides_in_words as here
        on placed.pair_id = here.pair_id and placed.is_now = here.is_now
    inner join sides_in_words as there
        on placed.pair_id = there.pair_id and placed.is_now != there.is_now
    where not list_contains(there.passages, here.passages[placed.passage_number])
),

earlier as (
    select * from in_changed_passages
    where not is_now
),

later as (
    select * from in_changed_passages
    where is_now
),

-- A claim that was turned round is another claim, and so is one of which another part was.
candidates as (
    select
        later.pair_id,
        later.claim_id,
        earlier.claim_id as previous_claim_id,
        if(
            later.proposition_id = earlier.proposition_id,
            1.0,
            len(list_intersect(later.matter, earlier.matter))
            / greatest(len(list_distinct(later.matter || earlier.matter)), 1)
        ) as similarity,
        later.is_headline = earlier.is_headline as is_in_same_section,
        abs(later.claim_index - earlier.claim_index) as distance,
        later.firmness != earlier.firmness
        or (
            later.figures != earlier.figures and len(later.figures) > 0 and len(earlier.figures) > 0
        ) as is_other
    from later
    inner join earlier
        on
            later.pair_id = earlier.pair_id
            and later.is_denied = earlier.is_denied
            and later.other_negation_count = earlier.other_negation_count
),

-- Half of the matter is enough where it says how the claim was changed; else it is another claim.
likely as (
    select
        *,
        row_number() over (
            partition by pair_id, claim_id
            order by similarity desc, is_in_same_section desc, distance asc, previous_claim_id asc
        ) as place,
        row_number() over (
            partition by pair_id, previous_claim_id
            order by similarity desc, is_in_same_section desc, distance asc, claim_id asc
        ) as previous_place
    from candidates
    where similarity >= 0.75 or (is_other and similarity >= 0.5)
),

matches as (
    select * from likely
    where place = 1 and previous_place = 1
),

matched as (
    select
        coalesce(later.pair_id, earlier.pair_id) as pair_id,
        later.claim_id,
        earlier.claim_id as previous_claim_id,
        matches.similarity,
        later.content_text,
        later.content_spans,
        later.is_headline,
        later.speaker_text,
        later.cue_text,
        later.voice,
        later.figures,
        later.firmness,
        earlier.content_text as previous_content_text,
        earlier.content_spans as previous_content_spans,
        earlier.is_headline as previous_is_headline,
        earlier.speaker_text as previous_speaker_text,
        earlier.cue_text as previous_cue_text,
        earlier.voice as previous_voice,
        earlier.figures as previous_figures,
        earlier.firmness as previous_firmness
    from later
    left join matches on later.pair_id = matches.pair_id and later.claim_id = matches.claim_id
    full outer join earlier
        on
            matches.pair_id = earlier.pair_id
            and matches.previous_claim_id = earlier.claim_id
),

judged as (
    select
        *,
        case
            when previous_claim_id is null then ['added']
            when claim_id is null then ['dropped']
            else list_filter(
                [
                    if(firmness > previous_firmness, 'hardened', null),
                    if(firmness < previous_firmness, 'softened', null),
                    if(
                        figures != previous_figures
                        and len(figures) > 0
                        and len(previous_figures) > 0,
                        'figure_changed', null
                    )
                ],
                lambda change: change is not null
            )
        end as changes
    from matched
)

select
    pairs.article_id,
    pairs.previous_version_id as from_version_id,
    pairs.version_id as to_version_id,
    pairs.log_position,
    pairs.valid_from as changed_at,
    judged.claim_id,
    judged.previous_claim_id,
    judged.similarity,
    judged.content_text,
    judged.previous_content_text,
    judged.content_spans,
    judged.previous_content_spans,
    judged.is_headline,
    judged.previous_is_headline,
    judged.speaker_text,
    judged.previous_speaker_text,
    judged.cue_text,
    judged.previous_cue_text,
    judged.voice,
    judged.previous_voice,
    judged.figures,
    judged.previous_figures,
    judged.firmness,
    judged.previous_firmness,
    judged.changes
from judged
inner join pairs on judged.pair_id = pairs.version_id
