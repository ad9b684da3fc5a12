"""The web edge: application factory, sign-in, languages, base templates, live push. Knows kit and domain only."""
