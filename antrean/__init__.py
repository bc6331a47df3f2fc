"""The command line: starts and looks after the parts. What the parts do stands in their own rooms."""
