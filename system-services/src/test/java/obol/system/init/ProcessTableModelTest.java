package obol.system.init;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import obol.channels.Pending;
import obol.system.processes.Child.Ended;
import obol.system.processes.StandardFiles;

/**
 * Random histories against the rule: a process is there while it lives, and after that while its starter holds it and has not been
 * told how it ended.
 */
class ProcessTableModelTest {
    private static final class Expected {
        Sip sip;
        boolean lives = true;
        boolean held = true;
        boolean told;
        final List<Pending<Ended>> waiting = new ArrayList<>();

        boolean isThere() {
            return lives || held && !told;
        }
    }

    @Property(tries = 300)
    void whoIsThere(@ForAll @Size(max = 60) List<@IntRange(min = 0, max = 4) Integer> actions,
        @ForAll @Size(60) List<@IntRange(min = 0) Integer> choices) throws Exception {
        FakeMachine machine = new FakeMachine();
        TreeSet<Integer> there = new TreeSet<>();
        ProcessTable table = new ProcessTable(machine, FakeMachine.FIRST, FakeLinks.Named::new);
        table.observe(new ProcessTable.Observer() {
            @Override
            public void added(Sip sip) {
                there.add(sip.number);
            }

            @Override
            public void removed(Sip sip) {
                there.remove(sip.number);
            }
        });
        List<Expected> all = new ArrayList<>();
        for (int i = 0; i < actions.size(); i++) {
            if (actions.get(i) == 0 || all.isEmpty()) {
                Expected made = new Expected();
                made.sip = table.start(table.first(), Fixture.start("cat"), new StandardFiles());
                table.hold(made.sip);
                all.add(made);
            } else {
                act(table, machine, all.get(choices.get(i) % all.size()), actions.get(i));
            }
            TreeSet<Integer> expected = new TreeSet<>(List.of(FakeMachine.FIRST));
            all.stream().filter(Expected::isThere).forEach(each -> expected.add(each.sip.number));
            assertEquals(expected, there);
        }
    }

    private static void act(ProcessTable table, FakeMachine machine, Expected each, int action) {
        switch (action) {
            case 1 -> {
                int before = machine.running.size();
                table.kill(each.sip);
                for (Machine.End end = machine.nextEnd(); end != null; end = machine.nextEnd()) {
                    table.ended(end);
                }
                assertEquals(each.lives ? before - 1 : before, machine.running.size());
                each.told |= each.lives && !each.waiting.isEmpty();
                each.lives = false;
                for (Pending<Ended> pending : each.waiting) {
                    assertEquals(137, pending.await().status());
                }
                each.waiting.clear();
            }
            case 2 -> {
                if (each.held) {
                    table.letGo(each.sip);
                }
                each.held = false;
            }
            case 3 -> {
                if (each.held) {
                    Pending<Ended> end = table.end(each.sip);
                    assertEquals(!each.lives, end.ready());
                    each.told |= !each.lives;
                    if (each.lives) {
                        each.waiting.add(end);
                    }
                }
            }
            default -> {
                if (!each.waiting.isEmpty()) {
                    each.waiting.remove(0).close();
                }
            }
        }
    }
}
