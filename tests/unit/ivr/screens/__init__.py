"""Tests of the pages of flows."""
