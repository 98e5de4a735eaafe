"""How a rule of law is written: facts, expressions, rules, versions, exceptions, burden."""
