"""What `benchmarks/speed.py` is made of: one service that both systems live in, and whoever wants to be measured on it."""
