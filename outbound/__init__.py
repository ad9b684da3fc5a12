"""Outbound campaigns: confirmations and recalls. Begins with its own issue; nothing imports it yet."""
