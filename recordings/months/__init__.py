"""A month of scored calls: a table, a heat map of administrators and criteria, and the calls behind each figure."""
