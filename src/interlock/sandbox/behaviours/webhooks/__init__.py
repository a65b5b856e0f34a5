"""What becomes of webhooks."""
