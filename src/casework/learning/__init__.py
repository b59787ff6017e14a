"""What it adds up to: measures, counted over a period."""
