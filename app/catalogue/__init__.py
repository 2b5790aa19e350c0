"""The catalogue: muscles, trigger points and referrals, and the words they are told in.

Reads, checks and serves `data/*.yaml`. Knows nothing of geometry, scoring or the web.
"""
