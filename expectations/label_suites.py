"""Suite of what outlets call entities: what would show that clauses or boilerplate were taken for labels.

Row rules that SQL says better (keys, accepted values, relationships) are dbt tests, not repeated here.
"""

from expectations.checks import Suite, each_between, has_form, mean_between

LABELS = Suite(
    table="labels",
    key="label_id",
    query="""
        select
            label_id,
            length(label)::double as label_length,
            (claim_count = mention_count)::double as is_of_speakers,
            case when (select count(*) from mentions) >= 5000
                then mention_count / (select count(*) from mentions) end as mention_share
        from labels
    """,
    checks=(
        has_form(
            "label_id_has_its_form", "label_id", "^lab_[0-9a-f]{20}$", "lab_ and 20 hex digits."
        ),
        each_between(
            "label_is_no_sentence",
            "label_length",
            1,
            120,
            "A label is a title or a phrase; more is a clause.",
        ),
        each_between(
            "no_label_swallows_the_others",
            "mention_share",
            None,
            0.05,
            "One outlet's label of one entity beside a twentieth of all mentions is boilerplate. Look at its "
            "example before this is published.",
            "error",
        ),
        mean_between(
            "most_labels_are_the_outlets_own",
            "is_of_speakers",
            None,
            0.8,
            "At least a fifth of the labels stand in the outlets' own words.",
        ),
    ),
)

LABEL_SUITES = (LABELS,)
"""In the order in which they run."""
