package suites;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Uses objects that the class library's initialisers make, which a base image has frozen: they are as if they had been made just now. */
public final class Frozen {
    private Frozen() {}

    public static void main(String[] arguments) throws InterruptedException {
        mirrors();
        caches();
        hashes();
        locks();
        for (int i = 0; i < 3; i++) garbage();
        caches();
    }

    private static void mirrors() {
        Class<?>[] types = {Integer.TYPE, Long.TYPE, Boolean.TYPE, Character.TYPE, Void.TYPE, Float.TYPE};
        Class<?>[] literals = {int.class, long.class, boolean.class, char.class, void.class, float.class};
        for (int i = 0; i < types.length; i++) System.out.println(types[i] + " " + (types[i] == literals[i]));
        System.out.println(StandardOpenOption.READ.getDeclaringClass() == StandardOpenOption.class);
        System.out.println(new EnumMap<>(Map.of(StandardOpenOption.WRITE, 1)));
    }

    private static void caches() {
        System.out.println(Integer.valueOf(127) == Integer.valueOf(127));
        System.out.println(Integer.valueOf(128) == Integer.valueOf(128));
        System.out.println(Long.valueOf(-128) == Long.valueOf(-128));
        System.out.println(Character.valueOf('x') == Character.valueOf('x'));
        int sum = 0;
        for (int i = -128; i < 128; i++) sum = 31 * sum + Integer.valueOf(i) + Long.valueOf(i).intValue();
        System.out.println(sum + " " + Integer.toString(-987654321) + " " + Character.isLetter('\u00E9') + (int) Character.toUpperCase('\u00FF'));
        System.out.println(BigInteger.TEN.pow(40) + " " + BigInteger.valueOf(3).bitLength() + " " + BigInteger.TWO.multiply(BigInteger.valueOf(-7)));
        System.out.println(new String("\u20AC\u00E4".getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).length());
    }

    /** An identity hash stays, and the object is found by it. */
    private static void hashes() {
        Object[] objects = {Boolean.TRUE, StandardCharsets.UTF_8, BigInteger.ONE, Integer.valueOf(1), StandardOpenOption.READ, int.class, System.out};
        IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
        int[] hashes = new int[objects.length];
        for (int i = 0; i < objects.length; i++) {
            numbers.put(objects[i], i);
            hashes[i] = System.identityHashCode(objects[i]);
        }
        garbage();
        boolean same = true;
        for (int i = 0; i < objects.length; i++) same &= numbers.get(objects[i]) == i && hashes[i] == System.identityHashCode(objects[i]);
        System.out.println(same);
    }

    private static void locks() throws InterruptedException {
        for (Object lock : List.of(Boolean.TRUE, StandardCharsets.US_ASCII, BigInteger.ZERO, long.class)) {
            int[] count = new int[1];
            Thread other = new Thread(() -> {
                for (int i = 0; i < 500; i++) {
                    synchronized (lock) {
                        count[0]++;
                        lock.notifyAll();
                    }
                }
            });
            synchronized (lock) {
                other.start();
                while (count[0] == 0) lock.wait();
                count[0] += 1000;
            }
            other.join();
            System.out.println(count[0]);
        }
    }

    private static void garbage() {
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < 20000; i++) {
            Object fresh = new int[i % 100];
            if (i % 50 == 0) kept.add(fresh);
        }
        System.gc();
        System.out.println(kept.size());
    }
}
