"""The mapping rules, one a file; the file's name is the rule's, its docstring is its page."""
