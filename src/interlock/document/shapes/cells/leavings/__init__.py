"""What happens to the counterpart when an item no longer satisfies its condition."""
