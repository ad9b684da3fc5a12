"""Scoring of one transcript against the phone standard. Pure: no clock, database, network or vendor library."""
