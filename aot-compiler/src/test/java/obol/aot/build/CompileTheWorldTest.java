package obol.aot.build;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import obol.aot.input.JrtSource;
import obol.aot.ir.Graph;
import obol.aot.ir.GraphChecker;
import obol.aot.opt.Optimizer;
import obol.aot.opt.Program;
import obol.aot.world.JClass;
import obol.aot.world.JMethod;
import obol.aot.world.World;
import org.junit.jupiter.api.Test;

/**
 * Graphs of the methods of java.base keep the invariants, as built and optimised. By default every {@value #SAMPLE}th class;
 * all of them with {@code -Dobol.ctw=all}.
 */
class CompileTheWorldTest {
    private static final int SAMPLE = 47;

    @Test void graphsOfJavaBaseAreSound() {
        int step = "all".equals(System.getProperty("obol.ctw")) ? 1 : SAMPLE;
        JrtSource source = new JrtSource("java.base");
        World world = new World(source);
        BytecodeBuilder builder = new BytecodeBuilder(world);
        Optimizer optimizer = new Optimizer(world, builder::build, Program.OPEN);
        List<String> names = source.list("");
        int methods = 0;
        for (int i = 0; i < names.size(); i += step) {
            JClass c = world.find(names.get(i));
            if (c == null) continue;
            for (JMethod m : List.copyOf(c.methods)) {
                if (m.code == null) continue;
                GraphChecker.check(builder.translate(m), "translation");
                Graph graph = optimizer.optimize(m);
                GraphChecker.check(graph, "optimization");
                methods++;
            }
        }
        assertTrue(methods > 500, "only " + methods + " methods");
    }
}
