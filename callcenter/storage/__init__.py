"""Persistence on SQLite or PostgreSQL: one transaction holds a change and its event."""
