"""Interlock: an integration document that two companies can read, sign, and run."""
