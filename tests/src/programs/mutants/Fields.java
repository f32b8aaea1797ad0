package mutants;

class Fields extends Box {
    private static String name;
    private static Box head;
    private static Object any = new int[] {1, 2};
    private static double ratio = 0.5;
    private Crate crate;
    private long count;
    private byte small;
    private boolean flag;

    Fields(Object content) {
        super(content, head);
        crate = new Crate("own", 7);
        count = 1L << 40;
    }

    String state() {
        return content + "," + (next == null ? "-" : next.toString()) + "," + crate + "," + count + "," + small + "," + flag + "," + size;
    }

    Fields change(int n) {
        if (n > 2) {
            crate = (Crate) next;
            next = this;
        } else {
            content = crate.label;
            next = crate;
        }
        count += n;
        small = (byte) (count >> 3);
        flag = n % 2 == 0;
        return this;
    }

    static String run() {
        name = "fields";
        head = new Box(name, null);
        Fields fields = new Fields(any);
        fields.content = head.content;
        String text = fields.state();
        head = fields;
        ratio += fields.change(2).count / 3;
        text += fields.state();
        fields.change(3);
        Box last = fields.next;
        any = last == fields ? name : ratio;
        return text + any + ratio + (fields.crate.weight + ((Fields) last).small);
    }
}
