"""Fields of forms that are not known beforehand. The reading itself is the routes'."""

MOST_FIELDS = 100
LARGEST_FILE = 4_000_000
"""Bytes of a file of numbers: some 250,000 of them."""
LARGEST_POST = 2 * LARGEST_FILE
"""Beyond LARGEST_FILE our own page says what is wrong; beyond this the server does, in two words."""
