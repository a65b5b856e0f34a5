"""The verbs of Interlock, each readable as a list of steps; where the rooms meet."""
