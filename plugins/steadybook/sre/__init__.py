"""The arithmetic and the reference data of site reliability engineering.

Pure functions over decimals, dates and frozen data: no input or output, no document models. Each topic is one module.
Constants are data with the place they come from beside them, so that rules, reports, handbook pages and schemas all
draw on the same numbers. Percentages are `Decimal` from 0 to 100; nothing is rounded here except where a function's
purpose is to say a value in words.
"""
