"""The unified social credit code of a firm (GB 32100): 18 characters, the last of them a check."""

#: No I, O, S, V, Z; a character's place is its value.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
#: Of the characters before the check, for sums modulo the size of the alphabet.
WEIGHTS = tuple(pow(3, at, len(ALPHABET)) for at in range(LENGTH - 1))
