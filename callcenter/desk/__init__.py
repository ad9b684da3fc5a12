"""The operator's live screen: who is calling, what to say, where there is a place, how it came out."""
