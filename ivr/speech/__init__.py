"""Speech out: texts become telephone audio. The port, the embedded espeak-ng voice, and the cache of what was said."""
