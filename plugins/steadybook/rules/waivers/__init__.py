"""Waivers and ignore comments: that they hold, are used, and end."""
