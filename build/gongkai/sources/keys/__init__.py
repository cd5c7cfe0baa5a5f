"""Keys and signatures: whose key counts when, what a signature is worth, and making one."""
