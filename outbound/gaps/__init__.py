"""Filling places that became free: whom first, one at a time, never promised twice, and how long it took."""
