"""Orchestration: what runs when, from the log to the published file, and the command line.

The only package that imports Dagster and dbt, and only in the modules that need them: the command
line must start without either. Tables belong in ``dbt``, checks in ``expectations``, reading and
extraction in ``ingest``.
"""
