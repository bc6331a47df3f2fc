"""How the hub speaks HTTP: routes, who may use them, problems, the stream, the pages. No rule about tickets."""
