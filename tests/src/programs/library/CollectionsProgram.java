package library;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.StringJoiner;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

final class CollectionsProgram {
    private CollectionsProgram() {}

    enum Suit { CLUBS, DIAMONDS, HEARTS, SPADES }

    /** All in one bucket: the tree of a HashMap. */
    record Collides(int value) implements Comparable<Collides> {
        @Override public int hashCode() {
            return 7;
        }

        @Override public int compareTo(Collides other) {
            return Integer.compare(value, other.value);
        }
    }

    static void run() {
        Map<String, Integer> counts = new HashMap<>();
        for (String word : "the quick brown fox jumps over the lazy dog and the cat".split(" ")) {
            counts.merge(word, 1, Integer::sum);
        }
        System.out.println(counts + " " + new TreeMap<>(counts).headMap("fox", true).descendingMap());
        Map<Collides, Integer> tree = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            tree.put(new Collides(i * 17 % 40), i);
        }
        for (int i = 0; i < 20; i++) {
            tree.remove(new Collides(i));
        }
        System.out.println(tree);
        Random random = new Random(42);
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            numbers.add(random.nextInt(100));
        }
        System.out.println(numbers + " " + random.nextLong() + " " + random.nextDouble() + " " + random.nextGaussian() + " " + random.nextBoolean());
        Collections.sort(numbers);
        System.out.println(numbers + " " + Collections.binarySearch(numbers, 48) + Collections.max(numbers) + Collections.frequency(numbers, 0));
        Collections.shuffle(numbers, new Random(1));
        System.out.println(numbers.subList(3, 9) + " " + new TreeSet<>(numbers).ceiling(50) + new LinkedHashSet<>(numbers).size());
        PriorityQueue<Integer> queue = new PriorityQueue<>(numbers);
        StringJoiner drained = new StringJoiner("<");
        while (!queue.isEmpty()) {
            drained.add(queue.poll().toString());
        }
        System.out.println(drained);
        ArrayDeque<Integer> deque = new ArrayDeque<>(List.of(1, 2, 3));
        deque.addFirst(0);
        deque.offerLast(4);
        System.out.println(deque + " " + deque.pollLast() + deque.peekFirst());
        EnumMap<Suit, String> byColour = new EnumMap<>(Suit.class);
        byColour.put(Suit.HEARTS, "red");
        byColour.put(Suit.CLUBS, "black");
        System.out.println(byColour + " " + EnumSet.complementOf(EnumSet.of(Suit.HEARTS)) + EnumSet.range(Suit.DIAMONDS, Suit.SPADES) + Suit.valueOf("SPADES").ordinal());
        LinkedList<String> linked = new LinkedList<>(List.of("a", "b", "c"));
        ListIterator<String> at = linked.listIterator(1);
        at.next();
        at.set("B");
        at.add("bb");
        System.out.println(linked + " " + linked.indexOf("c"));
        LinkedHashMap<Integer, String> recent = new LinkedHashMap<>(16, 0.75f, true) {
            @Override protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
                return size() > 3;
            }
        };
        for (int i = 0; i < 5; i++) {
            recent.put(i, "v" + i);
            recent.get(2);
        }
        System.out.println(recent);
        BitSet bits = new BitSet();
        bits.set(3, 9);
        bits.clear(5);
        System.out.println(bits + " " + bits.cardinality() + bits.nextClearBit(3) + " " + Arrays.toString(bits.toLongArray()));
        List<Integer> removing = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6));
        for (Iterator<Integer> it = removing.iterator(); it.hasNext();) {
            if (it.next() % 2 == 0) {
                it.remove();
            }
        }
        System.out.println(removing);
        try {
            for (Integer i : removing) {
                removing.add(i);
            }
        } catch (ConcurrentModificationException e) {
            System.out.println(e);
        }
        try {
            List.of(1).add(2);
        } catch (UnsupportedOperationException e) {
            System.out.println(e);
        }
        int[][] grid = {{3, 1}, {2}};
        Arrays.sort(grid, (a, b) -> a.length - b.length);
        String[] words = {"pear", "Apple", "fig"};
        Arrays.sort(words, String.CASE_INSENSITIVE_ORDER);
        System.out.println(Arrays.deepToString(grid) + Arrays.toString(words) + Arrays.asList(words).contains("fig") + Arrays.hashCode(words)
                + Arrays.equals(new long[] {1}, new long[] {1}) + Arrays.toString(Arrays.copyOfRange(new double[] {1, 2, 3}, 1, 5)) + Arrays.mismatch("abc".getBytes(), "abd".getBytes()));
        System.out.println(Objects.hash(1, "a", null) + " " + Optional.of(3).map(x -> x + 1).filter(x -> x > 3) + new StringTokenizer("a b;c", " ;").countTokens());
        System.out.println(Collections.nCopies(3, "x") + "" + Collections.unmodifiableMap(Map.of(1, 2)) + Collections.emptyList() + new HashSet<>(List.of(5, 3, 1)));
        System.out.println(UUID.nameUUIDFromBytes("obol".getBytes()) + " " + new UUID(1, 2).compareTo(new UUID(1, 3)) + Long.toHexString(Objects.hashCode(Suit.CLUBS.name())));
    }
}
