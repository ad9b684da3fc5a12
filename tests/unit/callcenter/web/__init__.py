"""Tests of callcenter.web."""
