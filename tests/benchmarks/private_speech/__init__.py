"""A seeded set of sentences with private words in five languages, and hard ones without."""
