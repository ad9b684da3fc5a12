"""One function a criterion: a call in, a verdict with its proof out. Named in ../engine.py."""
