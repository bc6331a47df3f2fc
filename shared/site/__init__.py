"""One hall: what its site file says (``model``), what may stand in it (``file``), reading and describing it."""
