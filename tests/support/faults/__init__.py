"""Campaigns under fire: an exchange that misbehaves, processes that are killed, and what must hold all the same."""
