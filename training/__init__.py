"""From raw text to the shipped recogniser of names: one resumable command, CPU only."""
