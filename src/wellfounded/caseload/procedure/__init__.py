"""The procedure held against its own rules: the order of events, time limits, who acted, and the law of the day."""
