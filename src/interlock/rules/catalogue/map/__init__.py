"""The decisions about each record: all taken, and none against another."""
