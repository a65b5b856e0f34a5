"""The parts of acceptance criteria, composed as: when TRIGGER with ... while CIRCUMSTANCE, OUTCOME DEADLINE."""
