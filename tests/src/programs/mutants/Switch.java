package mutants;

class Switch {
    static Object dense(int n, Object other) {
        switch (n) {
            case -1: return new Box("minus", null);
            case 0: return "zero";
            case 1: return new Crate("one", 1);
            case 2: return new int[] {n};
            default: return other;
        }
    }

    static String sparse(int n) {
        return switch (n) {
            case 10 -> "ten";
            case 1_000 -> "thousand";
            case -70_000 -> "low";
            default -> "none";
        };
    }

    static int text(String s) {
        return switch (s) {
            case "zero", "ten" -> 1;
            case "none" -> 2;
            default -> s.length() * 10;
        };
    }

    static Box colour(Colour colour) {
        Box result;
        switch (colour.ordinal()) {
            case 0:
                result = new Box(colour, null);
                break;
            case 1:
                result = new Crate("green", 2);
                break;
            default:
                throw new IllegalArgumentException();
        }
        return result;
    }

    static String run() {
        StringBuilder all = new StringBuilder();
        for (int i = -2; i < 4; i++) {
            Object o = dense(i, all);
            all.append(o instanceof Box box ? box.area() : o instanceof String s ? text(s) : o instanceof int[] a ? a.length : -1).append(' ');
        }
        for (Colour each : Colour.values()) {
            all.append(colour(each)).append(text(sparse(each.ordinal() == 0 ? 10 : -70_000)));
        }
        return all.toString();
    }
}
