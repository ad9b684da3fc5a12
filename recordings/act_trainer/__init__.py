"""Trains the act models of recordings/scoring/acts from the corpus. Needs the extra `act-models`; not needed to run."""
