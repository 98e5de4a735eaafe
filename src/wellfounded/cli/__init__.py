"""The command: doors for a person at a terminal. They read the clock and print; everything else is below them."""
