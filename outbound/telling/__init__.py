"""Results that the clinic's other systems are told, by a signed request of ours (webhook)."""
