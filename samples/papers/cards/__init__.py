"""Identity cards, and the certificate that stands for one."""
