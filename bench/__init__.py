"""Measurements, run by hand or by `make bench`: what the house can carry on this machine."""
