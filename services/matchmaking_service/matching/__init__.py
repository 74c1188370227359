"""How a need is ranked against providers: text, concepts, gates and declared equity terms."""
