"""Addresses as they are said: abbreviations in full, house numbers in words."""
