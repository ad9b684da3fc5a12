"""The speech models of this machine: fetched, brought on a stick, checked, taken away."""
