"""A time bank lived forward through weeks that never were, once for each way of finding a helper.

town.py       who lives there and what they will wish for, the same for every way
bank.py       the same, in the shape of a real time bank
people.py     how people behave: every number a named habit, with its source or marked as an assumption
policies.py   the ways of finding a helper
life.py       one town under one policy, on the real rules and a real database that is only in memory
memory.py     that database
run.py        many towns under many policies
figures.py    what came of it
report.py     the same as a table and as JSON
chart.py      the same as a picture
half_year.py  a made-up bank: a town lived through up to now, and left as it stands
cast.py       what its people are called
today.py      what its last day brings, so that something of each kind needs a person
"""
