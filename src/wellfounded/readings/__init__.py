"""What can be done with a rule: read it for one person with reasons, settle it exactly, put it in words."""
