"""How likely a patient is not to come to a visit, and why."""
