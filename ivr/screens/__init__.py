"""Flows on screen: the list, the picture of one with its prompts, a talk with it by typing."""
