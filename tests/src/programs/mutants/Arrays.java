package mutants;

class Arrays {
    private static int[][] table;
    private static Object[] anything;

    static Box[] boxes(int n) {
        Box[] boxes = new Box[n];
        for (int i = 0; i < n; i++) {
            boxes[i] = i % 2 == 0 ? new Box("b" + i, i == 0 ? null : boxes[i - 1]) : new Crate("c" + i, i);
        }
        return boxes;
    }

    static int areas(Object[] objects) {
        int sum = 0;
        for (Object each : objects) {
            sum += each instanceof Crate crate ? crate.area() : ((Box) each).size;
        }
        return sum;
    }

    static String store(Object[] into, Object value) {
        try {
            into[1] = value;
            return "stored " + into[1];
        } catch (ArrayStoreException e) {
            return "refused";
        }
    }

    static String run() {
        table = new int[][] {{1, 2}, {3, 4, 5}, null};
        Box[] boxes = boxes(4);
        anything = boxes;
        Shape[] shapes = boxes;
        String text = areas(anything) + store(boxes, new Crate("new", 2)) + store(anything, "text") + shapes[1].area();
        boxes = new Crate[] {(Crate) boxes[1], null};
        anything = new Object[] {boxes, table, text};
        long[] longs = new long[boxes.length];
        char[][][] cube = new char[2][3][];
        cube[1][2] = text.toCharArray();
        longs[1] += cube[1][2][0] + table[1][2];
        table[2] = table[0].clone();
        return text + longs[1] + ((Box[]) anything[0])[0].content + table[2][1] + cube[0].length;
    }
}
