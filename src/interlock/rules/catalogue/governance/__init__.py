"""Whether the document says what was decided, when and by whom."""
