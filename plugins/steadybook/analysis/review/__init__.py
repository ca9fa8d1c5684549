"""The figures of reviews: a month, and a week."""
