"""The field mapping: every value has somewhere to go, and arrives as it should."""
