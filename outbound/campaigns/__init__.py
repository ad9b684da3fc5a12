"""Campaigns: many patients called for one purpose, each attempt at most once, nobody lost."""
