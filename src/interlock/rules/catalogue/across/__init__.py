"""Questions about a document and the other documents of its folder, which may share systems with it."""
