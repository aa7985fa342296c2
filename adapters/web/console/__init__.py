"""The counselors' console: look up, answer, learn, edit."""
