"""What one utterance of a call does: greets, asks the name, offers a visit, objects to the price."""
