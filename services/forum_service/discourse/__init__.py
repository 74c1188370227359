"""The forum for programs that were written for Discourse (docs/adr/0009-a-discourse-interface.md).

The routes speak the contract of that interface and call the lookups and actions of our pages, so that a
program sees and may do what its member sees and may do.
"""
