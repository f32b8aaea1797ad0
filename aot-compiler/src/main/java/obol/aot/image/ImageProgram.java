package obol.aot.image;

import obol.aot.world.JMethod;

/** A program of the image: its name and its {@code main}, which is compiled. */
public record ImageProgram(String name, JMethod main) {}
