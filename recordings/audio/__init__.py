"""Audio in any form from outside, kept as one WAV file a call: patient on the left, administrator on the right."""
