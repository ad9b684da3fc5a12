"""Dates and times in the words of five languages: one form for the screen, one to be said aloud."""
