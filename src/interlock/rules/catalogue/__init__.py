"""The rules of the cold read, one rule one file, in a folder for each family."""
