"""What must hold of the public tables beyond the dbt tests, as Great Expectations suites.

The only package that imports Great Expectations, and it does so inside functions: the import costs
2 to 5 CPU seconds. Reading tables and acting on results belong in ``dagster_project``.
"""
