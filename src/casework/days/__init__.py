"""When: calendars, limits, receipts and reckonings."""
