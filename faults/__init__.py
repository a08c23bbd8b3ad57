"""What breaks, and does it hold? Goodturn as real processes under real faults, and what must be true after.

    folk (members) --> stand-in for Telegram <--> wire (cuts, delays) <--> Goodturn processes
                       weather (429, 5xx, ...)                             kill, freeze, faked clock,
                                                                           full disk, dead database

Everything is decided from one seed and reported with it. Run it with `python -m faults`.
"""
