"""Recordings of calls: kept by side, transcribed on the clinic's machine, scored against the phone standard."""
