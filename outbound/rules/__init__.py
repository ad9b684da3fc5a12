"""Who is called for what, when, and why not: rules without a clock, a database or a network."""
