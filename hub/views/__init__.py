"""What readers of the queue see: answers put together from the store and the rules; nothing here changes the queue."""
