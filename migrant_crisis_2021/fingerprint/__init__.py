"""fp1: name a passage of a text without containing it, and find it again in any copy."""
