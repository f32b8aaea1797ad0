package system;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.WeakHashMap;

/** Garbage of all kinds: trees that live and die, large arrays, references, running out of memory. */
public final class Collector {
    static final class Node {
        final Node left, right;
        final int depth;

        Node(int depth) {
            this.depth = depth;
            left = depth == 0 ? null : new Node(depth - 1);
            right = depth == 0 ? null : new Node(depth - 1);
        }

        int count() {
            return 1 + (left == null ? 0 : left.count()) + (right == null ? 0 : right.count());
        }
    }

    public static void main(String[] args) {
        boolean small = args.length > 0;
        int depth = small ? 6 : 14;
        Node kept = new Node(depth);
        long total = 0;
        for (int i = 0; i < (small ? 10 : 100); i++) total += new Node(depth - 3).count();
        System.out.println(total + " " + kept.count());

        List<byte[]> large = new ArrayList<>();
        for (int i = 0; i < (small ? 30 : 500); i++) {
            byte[] b = new byte[40_000 + 1000 * (i % 50)];
            b[i] = (byte) i;
            large.add(b);
            if (large.size() > 10) large.remove(i % 10);
        }
        int sum = 0;
        for (byte[] b : large) sum += b.length;
        System.out.println(large.size() + " " + sum);

        // Old objects that are made to refer to young ones.
        Object[] old = new Object[small ? 50 : 5000];
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < old.length; i += 1 + round) old[i] = "v" + (i * round);
            System.gc();
        }
        int hash = 0;
        for (Object o : old) hash = 31 * hash + (o == null ? 7 : o.hashCode());
        System.out.println(hash);

        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        Object alive = new Object();
        WeakReference<Object> weak = new WeakReference<>(new Object(), queue);
        WeakReference<Object> strong = new WeakReference<>(alive, queue);
        PhantomReference<Object> phantom = new PhantomReference<>(new Object(), queue);
        SoftReference<Object> soft = new SoftReference<>(new Object());
        WeakHashMap<Object, String> map = new WeakHashMap<>();
        map.put(new Object(), "gone");
        map.put(alive, "here");
        System.gc();
        System.gc();
        int queued = 0;
        for (long end = System.nanoTime() + 2_000_000_000L; queued < 2 && System.nanoTime() < end; ) if (queue.poll() != null) queued++;
        System.out.println((weak.get() == null) + " " + (strong.get() == alive) + " " + (phantom.get() == null) + " " + (soft.get() != null)
            + " " + queued + " " + map.size() + " " + map.get(alive));
        Reference.reachabilityFence(weak);
        Reference.reachabilityFence(phantom);

        int[] identity = new int[3];
        for (int i = 0; i < 3; i++) {
            identity[i] = System.identityHashCode(kept);
            System.gc();
        }
        System.out.println(identity[0] == identity[1] && identity[1] == identity[2]);

        try {
            List<long[]> hoard = new ArrayList<>();
            for (;;) hoard.add(new long[small ? 4_000_000 : 1_000_000]);
        } catch (OutOfMemoryError e) {
            System.out.println("out of memory");
        }
        try {
            Object tooLong = new long[Integer.MAX_VALUE];
            System.out.println(tooLong);
        } catch (OutOfMemoryError e) {
            System.out.println("too long");
        }
        System.out.println(kept.count());
    }
}
