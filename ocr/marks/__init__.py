"""What lies over the print: codes, seals, stamps, signatures and handwriting."""
