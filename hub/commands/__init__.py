"""What can be asked of the queue: each command is one function over a transaction, answering a struct or Refused."""
