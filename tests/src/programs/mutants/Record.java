package mutants;

record Record(Box left, String right, int count, double ratio) implements Shape {
    Record {
        if (right == null) {
            right = "none";
        }
    }

    Record(Box left) {
        this(left, left.toString(), left.area(), 0.5);
    }

    @Override
    public int area() {
        return left == null ? count : left.area() + right.length();
    }

    Record with(Object what) {
        return what instanceof Record other ? new Record(other.left, right, count + other.count, ratio)
                : what instanceof Box box ? new Record(box, right, count, ratio * 2)
                : new Record(left, String.valueOf(what), count, ratio);
    }

    static String run() {
        Record one = new Record(new Crate("r", 6));
        Record two = one.with("text").with(new Box(1, null)).with(one);
        Record three = new Record(null, null, 2, 1);
        Shape shape = two;
        return one.right + two.right + two.count + two.ratio + shape.describe() + two.equals(one) + three.right + three.area()
                + three.equals(new Record(null, "none", 2, 1)) + (two.left == one.left ? one.left : two);
    }
}
