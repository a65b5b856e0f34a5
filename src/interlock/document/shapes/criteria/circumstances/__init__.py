"""What else is the case while a criterion's trigger happens."""
