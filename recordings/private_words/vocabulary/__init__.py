"""The words by which the rules know numbers and what they are about, one module a language."""
