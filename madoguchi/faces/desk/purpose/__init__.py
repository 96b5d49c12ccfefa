"""閲覧の目的: said once a session before the registers open, and changed when the task is another."""
