"""Builder of the small Vosk models that ship with the demo: its own words in espeak-ng's voices.

A model made here recognises synthetic speech only: a fixture of the demo and the tests, refused for real calls.
"""
