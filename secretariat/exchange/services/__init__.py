"""Verbs of imports and exports."""
