"""Workbooks: looked into before they are unpacked, then read sheet by sheet."""
