"""Policies of real authorities, as they were published, and what should be true of each."""
