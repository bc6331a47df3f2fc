"""The queue's rules: pure functions over frozen values, no SQL, no clock of their own, no sockets."""
