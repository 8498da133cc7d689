"""Who a pronoun or a description means: references resolved to named entities within one article.

Deterministic and refusing: where two candidates are close, nobody is named. Joining entities across
articles belongs in dbt.
"""
