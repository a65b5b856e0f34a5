"""What is special about the items of a criterion's trigger."""
