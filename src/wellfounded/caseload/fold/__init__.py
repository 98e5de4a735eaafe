"""From events to facts, for many claims at once: what the record of each claim holds, in columns."""
