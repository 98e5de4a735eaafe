"""The sealed case file: events in compartments, append-only, with a log that anyone can check. No web in it."""
