"""Many recordings at once: found in folders, written down over all cores into JSON files; goes on after a stop."""
