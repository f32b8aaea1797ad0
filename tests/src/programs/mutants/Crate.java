package mutants;

final class Crate extends Box {
    final long weight;
    final String label;

    Crate(String label, long weight) {
        super(label, null);
        this.label = label;
        this.weight = weight;
    }

    @Override
    public int area() {
        return super.area() + label.length() + (int) weight;
    }

    @Override
    Crate twin() {
        return new Crate(label + "'", weight + 1);
    }

    @Override
    public String toString() {
        return label + "/" + weight;
    }
}
