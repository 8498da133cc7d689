"""Erasing articles, and people's data, from the log: what has to go, what knows it again, where traces are.

Letting go of payloads belongs in ``ingest.event_store.rewriting``; what else a home directory holds, in
``dagster_project.erasing``.
"""
