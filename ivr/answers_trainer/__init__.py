"""Trains the answer models from the corpus; runs when models are made, not in the product."""
