"""Calls to patients: dialled once, never to whom it was refused."""
