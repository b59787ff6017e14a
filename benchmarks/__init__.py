"""What things cost, next to what else is in use, measured in one run.

    python -m benchmarks [--only NAME] [--quick] [--json FILE] [--markdown [FILE]]

A contender is timed only after it has given the same answers as casework on the same input.
Contenders take turns, round after round, and the best round of each counts, so that what else
the machine does falls on all of them alike.  `the limit` is what Python itself allows: the same
work by a plain look-up written here, bounds checked and nothing else.
"""
