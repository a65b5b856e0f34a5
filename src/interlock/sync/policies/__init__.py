"""What is done when something goes wrong: one file for each thing that the document can say."""
