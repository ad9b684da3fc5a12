"""Tests of ivr/leading."""
