"""Speech to text on the clinic's own machine: one recogniser a side, in a process of its own."""
