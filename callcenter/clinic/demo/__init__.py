"""The demo clinic of each language: its people, its day and the patients who phone in."""
