"""Campaigns under fire."""
