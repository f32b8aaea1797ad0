package mutants;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

class Invoke extends Box implements Comparator<Box> {
    Invoke(Box next) {
        super("invoke", next);
    }

    @Override
    public int compare(Box a, Box b) {
        return Integer.compare(a.area(), b.area());
    }

    @Override
    Invoke twin() {
        return new Invoke(super.twin());
    }

    @Override
    public String describe() {
        return super.describe() + "!";
    }

    private Box pass(Box box, long weight, Object what, double unused) {
        return weight > 2 ? box : new Box(what, box);
    }

    static <T extends Shape> int total(List<T> shapes) {
        int sum = 0;
        for (T shape : shapes) {
            sum += shape.area();
        }
        return sum;
    }

    static String run() {
        Invoke invoke = new Invoke(new Crate("c", 4));
        List<Box> boxes = new ArrayList<>(List.of(invoke.next, invoke, invoke.twin(), new Box(1, null)));
        boxes.sort(invoke);
        Shape shape = boxes.get(boxes.size() - 1);
        Box passed = invoke.pass(boxes.get(0), invoke.size, shape.describe(), 1.5);
        Object o = passed.equals(shape) ? passed.content : passed.next;
        return total(boxes) + shape.describe() + passed + o + ((Box) invoke.twin().next).content;
    }
}
