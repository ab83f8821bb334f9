"""The judge: reads answers that untrusted code left behind, and turns them into marks with reasons."""
