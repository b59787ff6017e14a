"""What should happen: policies as data, read, judged and dated."""
