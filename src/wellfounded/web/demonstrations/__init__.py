"""The invented cases of the demonstration office. None of them is about anybody; each is marked as invented."""
