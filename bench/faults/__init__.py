"""Kill parts of a running installation while people write, and look whether what was acknowledged was kept."""
