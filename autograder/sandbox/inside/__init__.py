"""What runs on the untrusted side of the sandbox; imports nothing of the project but itself."""
