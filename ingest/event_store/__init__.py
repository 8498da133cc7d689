"""How the event log is kept: chain, tables, connections, writing, reading, verifying, upcasting.

Only ``ingest.event_log`` imports from here. What events mean belongs in ``ingest.events``.
"""
