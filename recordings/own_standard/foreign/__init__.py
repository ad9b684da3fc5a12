"""Somebody else's phone standard out of a table: read, its columns guessed, its rows matched with our criteria."""
