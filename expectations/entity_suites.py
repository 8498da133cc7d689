"""Suite of the judgements about entities: how many were merged, how many wait.

How large an entity may be is said with the entities, in ``claim_suites``. Row rules that SQL says better are
dbt tests, not repeated here.
"""

from expectations.checks import Suite, each_between, has_form

ENTITY_JUDGEMENTS = Suite(
    table="entity_judgements",
    key="judgement_id",
    query="""
        with figures as (
            select
                (select count(*) from entities) as entity_count,
                count(*) filter (
                    where judgement = 'same' and decided_by = 'model' and revoked_at is null
                ) as merge_count,
                count(*) filter (where judgement = 'unsure') as unsure_count
            from entity_judgements
        )
        select
            judgement_id,
            score::double as score,
            case when entity_count >= 500 and judgement = 'same' and decided_by = 'model'
                then merge_count / entity_count end as merge_rate,
            case when entity_count >= 500 and judgement = 'unsure'
                then unsure_count / entity_count end as unsure_rate
        from entity_judgements, figures
    """,
    checks=(
        has_form(
            "judgement_id_has_its_form",
            "judgement_id",
            "^jud_[0-9a-f]{20}$",
            "jud_ and 20 hex digits.",
        ),
        each_between("score_is_a_probability", "score", 0, 1, "A score lies between 0 and 1."),
        each_between(
            "merges_are_rare",
            "merge_rate",
            None,
            0.25,
            "For each entity at most a quarter of another was merged into it by the model: more, and the "
            "comparison of names has gone wrong. Look at the latest before this is published.",
            "error",
        ),
        each_between(
            "doubts_are_few",
            "unsure_rate",
            None,
            1.0,
            "Fewer pairs wait for a person than there are entities.",
        ),
    ),
)

ENTITY_SUITES = (ENTITY_JUDGEMENTS,)
"""In the order in which they run."""
