"""Identity cards, and the certificate that some people have instead of one."""
