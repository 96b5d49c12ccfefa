"""What of cases crosses between the two sides: deeds of the person go to the office, what the person may see comes back."""
