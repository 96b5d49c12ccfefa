"""一斉案内: begin one, write to its people, remind, see who has not answered."""
