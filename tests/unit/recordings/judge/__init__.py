"""A language model of the clinic's own."""
