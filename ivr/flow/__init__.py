"""Conversations as data, and the pure engine that leads them."""
