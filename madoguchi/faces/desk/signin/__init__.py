"""Sign-in of staff: password or passkey, always with a second factor; first by a one-time enrolment link."""
