"""Copies of the queue: one each day, and going back to one."""
