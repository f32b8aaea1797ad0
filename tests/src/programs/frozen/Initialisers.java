package frozen;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/** Classes whose initialisers are to be frozen, or cannot be. */
public final class Initialisers {
    private Initialisers() {}

    /** Nothing that is not the same each time. */
    public static final class Sound {
        static final Map<String, Integer> LENGTHS = new HashMap<>();
        static final BigInteger LARGE = BigInteger.TWO.pow(100);
        static final Object LOCK = new Object();
        static final int HASH = System.identityHashCode(LOCK);
        static final Class<?> TYPE = int.class;

        static {
            for (int i = 0; i < 100; i++) LENGTHS.put("text " + i, i);
        }
    }

    public static final class Clock {
        static final long NOW = System.nanoTime();
    }

    public static final class Failing {
        static final String DIRECTORY = System.getProperty("user.dir");
    }

    public static final class Calling {
        static final int LENGTH = Called.TEXT.length();
    }

    public static final class Called {
        static final String TEXT = new StringBuilder().append(12).toString();
    }

    public static final class Interning {
        static final String TEXT = new StringBuilder().append(34).toString().intern();
    }

    public static final class Large {
        static final byte[] BYTES = new byte[20000];
    }
}
