"""The use cases of the desk, one file a concern; `callcenter/desk/service.py` puts them together."""
