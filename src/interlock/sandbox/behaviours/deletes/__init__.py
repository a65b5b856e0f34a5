"""What deleting does, and what is seen of it afterwards."""
