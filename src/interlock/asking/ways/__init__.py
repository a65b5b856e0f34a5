"""Ways to answer: one kind of question one file, found by the codes of the findings that they are for."""
