"""Who listens now: the hall's stream, phones that follow their ticket, connected devices."""
