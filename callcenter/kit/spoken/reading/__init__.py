"""Spoken numbers, times, dates, prices and telephone numbers read out of recognised words, in five languages."""
