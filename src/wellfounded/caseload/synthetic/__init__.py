"""How a synthetic caseload is made: published figures, flows fitted to them, and the path of each claim."""
