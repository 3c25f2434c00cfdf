"""Live delivery: sockets that are written to at once, the hub that knows who follows what, and the
same by polling."""
