"""How an answer says that something went wrong."""
