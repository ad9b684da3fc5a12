"""Messages to patients: what they say, whether they may go, and handing each over at most once."""
