"""What happened: events, the fold over them, what may follow, and every clock."""
