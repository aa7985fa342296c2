"""What is kept in a database: of people, of staff, of questions and of content."""
