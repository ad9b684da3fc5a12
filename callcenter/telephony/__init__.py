"""Telephone exchanges: the port that they all fill, and one folder an exchange."""
