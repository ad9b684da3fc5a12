"""Chromium for tests: start it, serve an application to it, keep pictures of what it shows."""
