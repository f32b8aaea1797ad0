package mutants;

class Widths {
    static double mixed(int a, long b, float c, double d, Box e, long f) {
        long sum = a + b;
        double product = c * d;
        for (int i = 0; i < e.size; i++) {
            sum ^= f << i;
            product -= sum;
            Object o = i == 1 ? e : "x";
            f = o instanceof Box box ? box.area() : f + 1;
        }
        return sum > product ? sum : product;
    }

    static int narrow(long value) {
        byte b = (byte) value;
        short s = (short) (value >>> 8);
        char c = (char) (value >> 16);
        boolean odd = (value & 1) != 0;
        int i = (int) value;
        i = i % 7 + (odd ? b : s) - c;
        return Long.compare(value, i) + Double.compare(i, Double.NaN) + i / (b == 0 ? 1 : b);
    }

    static Object boxed(long a, double b, Object o) {
        Object result = a > 3 ? (Object) a : (Object) b;
        if (o != null) {
            result = new Object[] {result, o};
        }
        return result instanceof Object[] array ? array[1] : result;
    }

    static String run() {
        Box box = new Crate("w", 5);
        return mixed(3, 1L << 33, 1.25f, -2.5, box, 9) + "," + narrow(0x123456789AL) + "," + narrow(-2) + "," + boxed(4, 0.5, null)
                + boxed(2, 0.25, box) + (float) 1e10 + (int) Float.NaN + (long) -1e30;
    }
}
