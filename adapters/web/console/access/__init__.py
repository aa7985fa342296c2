"""Who may come in: login, one's own account, everybody's accounts, and the audit log."""
