"""What two companies agreed on: the layers that are signed, the signatures, and what an edit changes for whom."""
