"""What a sync needs of a system, one ability a file."""
