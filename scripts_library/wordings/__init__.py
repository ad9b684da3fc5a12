"""Two wordings of one step, each shown to half of the calls, until it is clear which is better."""
