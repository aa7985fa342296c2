"""The room where content is edited: forms, checks, previews, history."""
