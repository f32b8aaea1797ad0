package mutants;

interface Shape {
    int area();

    default String describe() {
        return "area " + area();
    }
}
