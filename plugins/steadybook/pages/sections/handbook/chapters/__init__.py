"""The chapters, one module each; the constant CHAPTER of each is found by walking this folder."""
