"""Two voices on one channel: which words are whose, as far as the sound tells. A guess, marked as one, or no guess."""
