"""A real Asterisk for the tests: installed outside the repository, run on free loopback ports, with phones."""
