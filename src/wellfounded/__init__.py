"""The law of refugee status, written once and read by person, by column, by proof and in words."""

__version__ = "0.1.0"
