"""Scoring calls anew after the standard has changed: in small pieces, with progress that survives a restart."""
