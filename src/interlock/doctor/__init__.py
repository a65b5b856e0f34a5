"""Proves what an integration needs before it runs: it is let in, may do what it must, finds what it expects."""
