"""The sound and the words of a call with its private words or without: to hear and to take along."""
