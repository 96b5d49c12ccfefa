"""Sign-in of residents: by a mailed link or code, by password, by passkey; signing up; one's own account."""
