"""Which words of a transcript are private: found, hidden, silenced. Pure."""
