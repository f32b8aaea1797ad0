package channels;

import obol.channels.Contract;

/** The first contract. */
public interface Counter extends Contract {
    int add(int amount);

    String greet(String name);
}
