"""What patients said that no answer of a script fits: grouped by likeness, and made into answers."""
