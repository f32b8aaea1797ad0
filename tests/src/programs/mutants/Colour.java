package mutants;

enum Colour { RED, GREEN }
