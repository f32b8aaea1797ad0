package obol.tests.matrix;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One method: an operation and where each of its operands comes from. */
record Row(Operation operation, List<Source> sources) {
    /** The whole table. */
    static List<Row> all() {
        return Operations.all().stream().flatMap(operation -> of(operation).stream()).toList();
    }

    /** All sources of one or two operands; of more, all alike, and mixtures in which each stands in every place. */
    static List<Row> of(Operation operation) {
        int n = operation.operands().size();
        List<Row> rows = new ArrayList<>();
        if (n == 0) {
            rows.add(new Row(operation, List.of()));
        } else if (n <= 2 && operation.crossed()) {
            for (Source first : Source.values()) {
                if (n == 1) rows.add(new Row(operation, List.of(first)));
                else for (Source second : Source.values()) rows.add(new Row(operation, List.of(first, second)));
            }
        } else {
            for (Source source : Source.values()) rows.add(new Row(operation, Collections.nCopies(n, source)));
            for (int i = 0; i < (operation.crossed() ? Source.values().length : 0); i++) {
                List<Source> sources = new ArrayList<>();
                for (int k = 0; k < n; k++) sources.add(Source.values()[(i + k * (k + 1) / 2) % Source.values().length]);
                rows.add(new Row(operation, sources));
            }
        }
        return rows;
    }

    @Override
    public String toString() {
        return operation.name() + " " + operation.operands() + " " + sources;
    }
}
