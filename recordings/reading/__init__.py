"""Turns as a reader reads them: pieces with their times, figures for spoken numbers, capitals."""
