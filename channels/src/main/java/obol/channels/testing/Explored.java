package obol.channels.testing;

import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What an exploration has been through without finding a fault.
 *
 * @param trials    conversations that were held
 * @param calls     methods that were called and how often, as {@code Login.login}
 * @param uncalled  methods of the contract that were not, as their state was not reached
 */
public record Explored(int trials, SortedMap<String, Integer> calls, SortedSet<String> uncalled) {
    @Override
    public String toString() {
        return trials + " trials, calls " + calls + (uncalled.isEmpty() ? "" : ", not called " + uncalled);
    }
}
