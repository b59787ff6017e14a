"""The lists that codes are picked from: taxonomies, and what each becomes in another."""
