"""Questions that are answered by writing items that are taken away again."""
