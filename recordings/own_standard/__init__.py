"""The clinic's own phone standard: its versions, the draft of the next one, and taking one over from a table."""
