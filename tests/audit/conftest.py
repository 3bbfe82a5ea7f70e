"""Fixtures of the trail's own tests."""
