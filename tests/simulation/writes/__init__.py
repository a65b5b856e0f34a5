"""The laws that are checked at each write of the sync, one in a file."""
