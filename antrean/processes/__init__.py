"""The child processes of ``antrean start``: looked after, one at a time for a data folder, on the screens there are."""
