"""Imports (导入): files of patents into the register, tried first, with a report of what did not go in."""
