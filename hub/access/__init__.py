"""Who may in: sessions, wrong attempts, secrets."""
