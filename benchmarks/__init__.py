"""How fast gongkai is beside what one would use instead: `make bench`, or `python -m benchmarks SUBJECT…`.

One module a subject. All peers are measured in the same run, in turn, with medians over the rounds, since another hour
on the same machine is another machine. A peer that is not installed is named as such.
"""
