"""What the outside may ask: does the process live, is it ready to serve."""
