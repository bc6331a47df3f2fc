"""One hall: what its site file says (``model``), reading it (``load``), describing it, searching its services."""
