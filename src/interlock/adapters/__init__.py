"""The world: sockets, files, clocks, the ledger. Every other room takes and gives values."""
