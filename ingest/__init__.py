"""Raw articles to events: readers, text and metadata, the event log, extraction.

Plain Python. Nothing in here may import Dagster, dbt or Great Expectations; orchestration belongs in
``dagster_project`` and tables belong in ``dbt``.
"""
