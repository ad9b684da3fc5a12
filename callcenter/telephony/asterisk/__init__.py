"""Asterisk 22 over its manager interface (AMI): the only package that imports asterisk-ami."""
