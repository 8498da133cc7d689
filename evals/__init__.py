"""Quality against ground truth: ``python -m evals`` writes reports/eval.md.

Each module measures one thing and can be run alone; speed belongs in ``benchmarks``.
"""
