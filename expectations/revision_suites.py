"""Suite of what revisions did to claims: what would show that versions were compared that are none.

Row rules that SQL says better (keys, relationships) are dbt tests, not repeated here.
"""

from expectations.checks import Suite, each_between, has_form

CLAIM_CHANGES = Suite(
    table="claim_changes",
    key="claim_change_id",
    query="""
        select
            claim_change_id,
            similarity,
            (count(*) over (partition by to_version_id))::double as changes_of_revision
        from claim_changes
    """,
    checks=(
        has_form(
            "claim_change_id_has_its_form",
            "claim_change_id",
            "^chg_[0-9a-f]{20}$",
            "chg_ and 20 hex digits.",
        ),
        each_between(
            "wordings_of_a_claim_are_alike",
            "similarity",
            0.5,
            1,
            "Two wordings of one claim have half of their matter in common or more.",
            "error",
        ),
        each_between(
            "revisions_change_few_claims",
            "changes_of_revision",
            1,
            300,
            "A revision that changes 300 claims is another article under the same address: a live page, "
            "or a page of an error.",
        ),
    ),
)

REVISION_SUITES = (CLAIM_CHANGES,)
"""In the order in which they run."""
