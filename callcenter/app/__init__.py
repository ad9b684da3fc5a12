"""The application: settings, the command line, and compose.py, the one place where the parts are wired together."""
