"""What an assumption can state that the integration then counts on."""
