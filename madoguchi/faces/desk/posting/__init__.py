"""発送 and 送信: letters to print and to post, deliveries in trouble, the outbox of a demo or a trial."""
