"""Fixtures for every test come from tests/support; this file only names where."""

pytest_plugins = ["tests.support.run_rules", "tests.support.databases"]
