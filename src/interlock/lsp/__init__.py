"""The language server: what `check` asks, and what is known of both systems, while a document is written."""
