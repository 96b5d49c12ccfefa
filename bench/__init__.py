"""Measuring: how fast the house is, always beside a floor, so that figures of two machines can be compared.

    python -m bench.generate --cases 100000      rows as they would stand after some years, written in bulk
    python -m bench.run --cases 100000           the pages of the main job, each as a ratio to the floor

Nothing here is installed with the product. What is measured, and what is simplified, stands in docs/performance.md.
"""
