"""Speed and memory, as ratios measured in one run: ``python -m benchmarks`` writes reports/bench.md.

Quality figures belong in ``evals``.
"""
