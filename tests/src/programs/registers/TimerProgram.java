package obol.nucleus.device;

import java.util.ArrayList;
import java.util.List;

/** Accesses of all kinds, on an object and without one; memory stands for the device. */
public final class TimerProgram {
    private TimerProgram() {}

    public static void main(String[] arguments) {
        Buffer memory = Buffer.allocate(32);
        memory.pin();
        System.out.println(exercise(MappedRegisters.object(Timer.class, memory.address())));
        memory.unpin();
        memory.put(0, new byte[32], 0, 32);
        memory.pin();
        System.out.println(withoutObject(memory.address()));
    }

    /** What the registers read as, step by step. */
    public static List<Object> exercise(Timer timer) {
        List<Object> seen = new ArrayList<>();
        timer.control(0x1_8000);
        seen.add(timer.control());
        timer.prescale(5);
        timer.on(true);
        timer.prescale(12);
        seen.add(timer.control());
        seen.add(timer.prescale());
        seen.add(timer.on());
        timer.on(false);
        seen.add(timer.on());
        timer.small(-2);
        seen.add(timer.small());
        seen.add(timer.control());
        timer.word(-3);
        seen.add(timer.word());
        seen.add(timer.sign());
        timer.wide(0x1234_5678_9ABC_DEF0L);
        seen.add(timer.wide());
        seen.add(timer.word());
        for (int i = 0; i < 4; i++) timer.several(i, 10 * i);
        seen.add(timer.several(3) + timer.several(2));
        for (int wrong : new int[] {-1, 4}) {
            try {
                timer.several(wrong, 1);
                seen.add("index " + wrong);
            } catch (IndexOutOfBoundsException e) {
                seen.add(e.getMessage());
            }
        }
        return seen;
    }

    private static List<Object> withoutObject(long address) {
        Timer timer = MappedRegisters.at(Timer.class, address);
        for (int i = 0; i < 2; i++) {
            timer.several(i, i);
            for (int j = 2; j < 4; j++) timer.several(j, i + j);
        }
        timer.on(true);
        MappedRegisters.at(Timer.class, address).prescale(3);
        return List.of(timer.control(), timer.on(), timer.several(2), MappedRegisters.at(Timer.class, address).prescale());
    }
}
