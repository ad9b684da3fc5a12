"""A second opinion on the rules' verdicts, learned from labelled calls of all languages."""
