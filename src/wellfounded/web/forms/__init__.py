"""Forms of the website: fields that keep what was written, days as they are known, and forms made from the law."""
