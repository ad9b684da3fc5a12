"""What a prompt sounds like: studio recordings first, else the voice engine, else a general prompt."""
