"""National schemes: read, taken apart into terms, built upon, held against a policy."""
