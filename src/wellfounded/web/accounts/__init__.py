"""Accounts: who may sign in, and with what. They hold numbers of members and no name."""
