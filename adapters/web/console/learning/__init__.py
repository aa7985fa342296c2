"""What is asked, what is missing, how useful the answers are."""
