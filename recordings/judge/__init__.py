"""A language model of the clinic's own judges what the rules leave unsure; off unless the clinic names one."""
