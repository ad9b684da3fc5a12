"""Names of people in the cases that a sentence needs."""
