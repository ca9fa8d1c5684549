"""The pages of the site: views of the corpus and the templates that draw them. Knows no site generator."""
