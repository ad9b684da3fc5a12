"""How well scoring agrees with labelled calls, clean and damaged."""
