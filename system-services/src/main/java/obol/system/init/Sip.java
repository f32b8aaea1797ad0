package obol.system.init;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import obol.system.loop.Owed;
import obol.system.processes.Child.Ended;
import obol.system.processes.Processes.Descriptor;

/** A process as the first one knows it. It outlives its place in the table, for those who ask how it ended. */
final class Sip {
    /** 0 until it is born: the link to the name service, with which it is born, names it before. */
    int number;
    /** For {@code ps}. */
    final String name;
    final String program;
    final List<String> arguments;
    /** Null of the first process. Those that the system starts for itself have the first process here. */
    final Sip starter;
    /** To which services it may connect. */
    final Reach reach;

    /** Null while it lives. */
    Ended ended;
    /** Set together with {@link #ended}: the last facts, and why, as in {@link Machine.End}. */
    Machine.Facts last;
    String reason;
    /** Channels on which somebody holds it as a child. */
    int holders;
    /** Somebody who waited has been told how it ended. */
    boolean collected;
    final List<Owed<Ended>> waiting = new ArrayList<>();

    /** What others have told it and it has not asked for; null while it takes no notes. And its question for the next one. */
    Deque<String> notes;
    final Owed<String> note = new Owed<>();

    /** The core for what it starts, from 0, or {@link Machine#ANY_CORE}. */
    int childrenOn;

    /** What it has told about itself. */
    String directory;
    List<String> namespace;
    List<Descriptor> files = List.of();

    Sip(String name, String program, List<String> arguments, Sip starter, Reach reach, String directory, List<String> namespace) {
        this.name = name;
        this.program = program;
        this.arguments = arguments;
        this.starter = starter;
        this.reach = reach;
        this.directory = directory;
        this.namespace = namespace;
        childrenOn = starter == null ? Machine.ANY_CORE : starter.childrenOn;
    }

    /** How it ended: {@code reason}, {@code status}, and the stacks of its threads; nothing of one that lives. */
    String report() {
        return lives() ? "" : "reason " + reason + "\nstatus " + ended.status() + '\n' + ended.trace();
    }

    boolean lives() {
        return ended == null;
    }

    /** Whether it is that one or was started by it, directly or not. */
    boolean comesFrom(Sip ancestor) {
        Sip each = this;
        while (each != null && each != ancestor) {
            each = each.starter;
        }
        return each != null;
    }
}
