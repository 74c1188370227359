"""Codes and links sent by mail: short-lived, single use, bound to the browser that asked."""
