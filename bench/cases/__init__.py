"""The cases, a module each: ``measure(bench)`` yields figures."""
