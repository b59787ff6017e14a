"""Words: the only place where facts become sentences, so that another language can be added."""
