"""The coming evening, played before any patient hears it."""
