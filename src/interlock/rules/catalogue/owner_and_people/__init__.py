"""Who decides, and who builds."""
