"""intake: typing in what came on paper, by telephone or fax, with the day of its stamp."""
