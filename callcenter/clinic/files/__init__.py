"""A clinic's plain files: what patients, visits, plans and calls of another system look like to us."""
