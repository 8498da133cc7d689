"""Breaks newsledger on purpose, hundreds of times, and counts what is lost: nothing may be.

``python -m faults`` kills, fills, damages and crowds a warehouse of invented articles and writes
reports/faults.md; ``python -m faults.hostile`` feeds it what strangers might send and writes
reports/hostile.md. Production code holds no hook for any of it. A fast share of both is in the tests.
"""
