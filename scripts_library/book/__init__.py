"""The clinic's own scripts: documents that people edit, and versions that calls run."""
