"""One file for each prerequisite; its docstring is its page."""
