"""One command, one file; the file's name is the command's, its docstring the help."""
