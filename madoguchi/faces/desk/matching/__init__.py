"""matching: whose signature it is, where the certificate's serial number is not known yet. A clerk compares and says so."""
