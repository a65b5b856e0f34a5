"""The command line: flags in, text out; each command is a thin call of a journey of the same name."""
