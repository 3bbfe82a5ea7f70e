"""Fixtures that every test may use. The cast lives in factories.py."""
