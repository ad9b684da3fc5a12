"""Hears a call that the clinic's voice leads: when an answer begins and ends, what was said, man or machine."""
