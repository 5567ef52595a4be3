"""What the frame of every page uses."""
