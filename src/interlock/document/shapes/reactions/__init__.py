"""What is done when something goes wrong: the parts of the right cells of the error policy."""
