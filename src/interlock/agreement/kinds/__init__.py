"""The kinds of change, one a file: what changed, what that means, and why."""
