"""What verbs of the command line share: settings and logs around them, a stop in order, options, counted things."""
