"""How we find it: encoder, dense and lexical indexes, fusion, and one door, `search`."""
