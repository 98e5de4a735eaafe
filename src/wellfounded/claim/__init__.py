"""The record of one person's claim: events, the fold into facts, the case file on disk, the case line."""
