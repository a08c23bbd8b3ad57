"""The front door: the command line, the settings, and the wiring of a process."""

__version__ = "0.1.0"
