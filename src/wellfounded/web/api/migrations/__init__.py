"""The table of tokens, step by step."""
