"""What is asked of the claims of a batch, how it is counted, and what would settle what is open."""
