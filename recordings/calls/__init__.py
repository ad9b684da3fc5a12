"""Calls as lists tell of them, beside their sound and words, and who may open them."""
