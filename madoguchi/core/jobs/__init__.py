"""仕事: what runs later. A table of jobs with leases on the house's own database, behind the Django Tasks API.

Keeps true: a job queued in a transaction exists only if that transaction does; a job is run by one worker at a time;
the job of a worker that died is run again; a worker that lost its lease cannot finish the job; every job ends in a row
that the desk shows, with its reason, and can be tried again by hand. Jobs run at least once: tasks are idempotent.

Words: job (one row), lease (the right to run it, for a while), lane (its queue, or the queue's own lane for retries),
dead (given up after its attempts), chore (what runs every so often).
"""
