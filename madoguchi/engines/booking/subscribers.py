"""What booking does when something has happened."""
