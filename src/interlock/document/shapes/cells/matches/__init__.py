"""By which fields items of both sides are recognised as the same."""
