"""What a call centre of a clinic is made of: calls, people, visits, events. Frozen values and pure rules, no I/O."""
