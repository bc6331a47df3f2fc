"""What tests work with: real hubs and windows, held clocks, stand-ins for devices. Nothing here is a test."""
