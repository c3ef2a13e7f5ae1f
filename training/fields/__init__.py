"""The confidence of fields: papers as they were read, the same ones made strange, and the weights fitted to both."""
