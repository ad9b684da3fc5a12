"""What a browser shows of the phone standard: its criteria with examples, the editor, versions, taking over a table."""
