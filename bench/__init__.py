"""Benchmarks: figures on speed and size, taken from the real server. They are not tests."""
