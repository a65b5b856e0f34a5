"""One record of twenty fields, mapped in several ways; see `benchmarks/mapping.py`."""
