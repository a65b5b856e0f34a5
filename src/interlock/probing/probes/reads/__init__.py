"""Questions that are answered by reading; they change nothing."""
