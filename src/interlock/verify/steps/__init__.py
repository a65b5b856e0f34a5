"""The behaviours of criteria: one file for each shape of a criterion's sentence, with the shape's name."""
