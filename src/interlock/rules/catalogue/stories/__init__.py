"""Who needs what when, in the words of the people who use it."""
