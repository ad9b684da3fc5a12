"""Browser libraries: fetched from npm by a lock file at build time, never committed, served from our own address."""
