"""A surname in all its grammatical forms, made by rule, because dictionaries of word forms know no surnames."""
