"""once 一度だけ: a request that comes twice under one key is carried out once, and answered alike both times.

Keeps true: one row a caller and key, written in the transaction of what the request did; another request under the same key is
told so. Kept for 30 days.
"""
