"""Which field of one side meets which of the other: values in, proposals with reasons out."""

from interlock.suggestion.records import suggest_records as suggest_records
from interlock.suggestion.seen import seen as seen
from interlock.suggestion.suggest import suggest as suggest
