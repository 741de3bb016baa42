"""What people put right: corrections as they are written down, where they stand, and what they do to a reading."""
