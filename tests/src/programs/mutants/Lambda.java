package mutants;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

class Lambda {
    private final Box own = new Crate("own", 3);

    private Supplier<Box> captured(Box box, long weight) {
        return () -> weight > 3 ? box : own;
    }

    static Object apply(Function<Object, ?> function, Object argument) {
        return function.apply(argument);
    }

    private Box join(Object content) {
        return new Box(content, own);
    }

    static String run() {
        Lambda lambda = new Lambda();
        IntFunction<Box> maker = n -> new Crate("made", n);
        IntFunction<Box[]> arrays = Box[]::new;
        BiFunction<Lambda, Object, Box> unbound = Lambda::join;
        Supplier<Box> supplier = lambda.captured(maker.apply(2), 4);
        Box[] boxes = arrays.apply(2);
        boxes[0] = supplier.get();
        boxes[1] = unbound.apply(lambda, boxes[0].content);
        Shape shape = boxes[0]::area;
        Object length = apply(o -> o.toString().length(), boxes[1]);
        Object box = apply(lambda::join, length);
        return boxes[0] + "," + boxes[1] + shape.area() + length + box + ((Box) box).next + lambda.captured(null, 0).get();
    }
}
