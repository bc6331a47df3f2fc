"""The commands of ``antrean``, one file for each or for a group of them, and the options that they share."""
