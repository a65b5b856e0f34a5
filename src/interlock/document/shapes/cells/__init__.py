"""What a cell of the data map or a field table can say, by its column."""
