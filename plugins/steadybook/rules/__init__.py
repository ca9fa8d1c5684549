"""The rules: one module each; its file name is the id, its docstring the published page and the first test."""
