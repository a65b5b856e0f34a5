"""Which way values flow."""
