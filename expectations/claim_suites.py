"""Suites of the tables that say who said what: entities, mentions, claims, claim_entities.

Row rules that SQL says better (keys, accepted values, spans that re-read) are dbt tests, not repeated
here.
"""

from expectations.checks import Suite, each_between, has_form, mean_between, median_between

ENTITIES = Suite(
    table="entities",
    key="entity_id",
    query="""
        select
            entity_id,
            length(name)::double as name_length,
            len(aliases)::double as alias_count,
            (mention_count = 0)::double as is_orphan,
            (entity_type = 'other')::double as is_other,
            (article_count = 1)::double as is_in_one_article,
            case when (select count(*) from articles) >= 100
                then article_count / (select count(*) from articles) end as article_share,
            case when (select count(*) from entities) >= 500
                then len(aliases) / (select sum(len(aliases)) + count(*) from entities)
                end as name_share
        from entities
    """,
    checks=(
        has_form(
            "entity_id_has_its_form", "entity_id", "^ent_[0-9a-f]{20}$", "ent_ and 20 hex digits."
        ),
        each_between(
            "name_is_a_name",
            "name_length",
            1,
            120,
            "Longer is a sentence that was taken for a name.",
        ),
        each_between(
            "aliases_are_few",
            "alias_count",
            None,
            100,
            "An entity with more than 100 names is several entities joined.",
        ),
        each_between(
            "no_entity_swallows_the_others",
            "name_share",
            None,
            0.05,
            "An entity with a twentieth of all names is many entities chained together. Look at "
            "`newsledger entities explain` of it before this is published.",
            "error",
        ),
        each_between(
            "no_entity_is_everywhere",
            "article_share",
            None,
            0.8,
            "An entity in four of five articles is boilerplate or several entities joined.",
        ),
        mean_between(
            "share_of_orphans",
            "is_orphan",
            None,
            0.05,
            "Nearly every entity is mentioned somewhere.",
        ),
        mean_between(
            "share_of_untyped",
            "is_other",
            None,
            0.6,
            "Four of ten entities have a type of their own.",
        ),
        mean_between(
            "names_join_across_articles",
            "is_in_one_article",
            None,
            0.98,
            "Some entities are in more than one article, or the joining of names is broken.",
            min_rows=1_000,
        ),
    ),
)

MENTIONS = Suite(
    table="mentions",
    key="mention_id",
    query="""
        select
            mention_id,
            length(mention_text)::double as mention_length,
            confidence::double as confidence,
            (entity_id is null)::double as is_orphan,
            (mention_type = 'name')::double as is_name
        from mentions
    """,
    checks=(
        has_form(
            "mention_id_has_its_form",
            "mention_id",
            "^[a-z]+_[0-9a-f]{20}$",
            "A prefix and 20 hex digits.",
        ),
        each_between(
            "mention_is_no_sentence", "mention_length", 1, 200, "A mention has 1 to 200 characters."
        ),
        mean_between(
            "share_of_orphans", "is_orphan", None, 0.3, "Seven of ten mentions belong to an entity."
        ),
        mean_between("share_of_names", "is_name", 0.2, None, "A fifth of the mentions are names."),
        mean_between(
            "mean_confidence", "confidence", 0.3, 1, "The extractor is not guessing all the time."
        ),
    ),
)

CLAIMS = Suite(
    table="claims",
    key="claim_id",
    query="""
        select
            claim_id,
            length(content_text)::double as content_length,
            length(cue_text)::double as cue_length,
            length(speaker_text)::double as speaker_length,
            confidence::double as confidence,
            case when voice = 'attributed' then (speaker_text is not null)::double end as has_speaker,
            case when speaker_text is not null then (speaker_entity_id is not null)::double end
                as has_speaker_entity,
            (voice = 'own_voice')::double as is_own_voice,
            case when voice = 'attributed' then (quote_type = 'none')::double end as is_unquoted,
            is_headline::double as is_headline,
            is_negated::double as is_negated
        from claims
    """,
    checks=(
        has_form(
            "claim_id_has_its_form",
            "claim_id",
            "^[a-z]+_[0-9a-f]{20}$",
            "A prefix and 20 hex digits.",
        ),
        each_between(
            "content_is_a_statement",
            "content_length",
            2,
            5_000,
            "2 to 5,000 characters of content.",
        ),
        each_between("cue_is_short", "cue_length", 1, 200, "A cue has 1 to 200 characters."),
        each_between(
            "speaker_is_a_phrase", "speaker_length", 1, 400, "A speaker has 1 to 400 characters."
        ),
        median_between(
            "characters_per_claim", "content_length", 20, 600, "Half of the claims are that long."
        ),
        mean_between(
            "share_with_a_speaker",
            "has_speaker",
            0.4,
            None,
            "At least four of ten attributed claims name a speaker.",
        ),
        mean_between(
            "share_of_speakers_resolved",
            "has_speaker_entity",
            0.05,
            None,
            "Some of the speakers are entities, or mentions and claims no longer meet.",
        ),
        mean_between(
            "share_of_own_voice", "is_own_voice", None, 0.98, "Not everything is own voice."
        ),
        mean_between(
            "some_claims_are_attributed",
            "is_own_voice",
            None,
            0.999,
            "No attributed claim in 500: the reading of cues is broken.",
            "error",
            min_rows=500,
        ),
        mean_between(
            "share_of_headlines", "is_headline", None, 0.5, "Most claims stand in the body."
        ),
        mean_between(
            "share_of_negated", "is_negated", None, 0.5, "At most half of the claims are negated."
        ),
        mean_between(
            "mean_confidence", "confidence", 0.3, 1, "The extractor is not guessing all the time."
        ),
    ),
)

CLAIM_ENTITIES = Suite(
    table="claim_entities",
    key="claim_id",
    query="""
        select
            claim_id,
            count(*)::double as entity_count,
            (count(*) filter (where role = 'about') > 0)::double as is_about_something
        from claim_entities
        group by claim_id
    """,
    checks=(
        each_between(
            "entities_per_claim", "entity_count", 1, 60, "A claim concerns at most 60 entities."
        ),
        mean_between(
            "share_about_an_entity",
            "is_about_something",
            0.1,
            None,
            "One in ten of these claims is about an entity, not only said by one.",
        ),
    ),
)

CLAIM_SUITES: tuple[Suite, ...] = (ENTITIES, MENTIONS, CLAIMS, CLAIM_ENTITIES)
