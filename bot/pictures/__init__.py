"""Pictures and reports: figures in words, and how they are drawn.

wording   figures in, an order out: everything that will be read is a text by then
order     what can be ordered; it travels to another process
made      an order in, a file out; the libraries that draw are loaded there and nowhere else
"""
