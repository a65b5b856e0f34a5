"""Whether the two systems can keep what the document promises."""
