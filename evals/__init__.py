"""Quality against ground truth: ``python -m evals`` writes a report of each into reports/.

Each module measures one thing and can be run alone; speed belongs in ``benchmarks``.
"""
