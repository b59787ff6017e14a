"""The library's values as plain records, for JSON, CSV and other programs."""
