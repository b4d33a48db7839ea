"""The stages of a screening on a chunk of the register, and what chunks need to know of the rest."""
