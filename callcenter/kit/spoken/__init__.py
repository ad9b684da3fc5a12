"""Numbers, dates and times in the words of five languages: for the screen, to be said aloud, and read out of speech."""
