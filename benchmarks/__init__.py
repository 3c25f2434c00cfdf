"""Measurements of what the service promises, each figure beside its goal."""
