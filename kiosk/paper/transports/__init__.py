"""The ways to a printer: TCP, USB, serial port, print queues of CUPS and Windows, a file. No Qt here."""
