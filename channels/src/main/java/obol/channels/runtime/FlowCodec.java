package obol.channels.runtime;

import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Pending;
import obol.channels.codec.Reader;
import obol.channels.codec.ValueCodec;
import obol.channels.codec.Writer;

/** The codecs of linear values as objects: for what a {@code Pending} carries. */
public final class FlowCodec {
    public static final ValueCodec BLOCK = new ValueCodec() {
        @Override
        protected void put(Writer writer, Object value) {
            Passengers.writeBlock(writer, (Block) value);
        }

        @Override
        public Object read(Reader reader) {
            return Passengers.readBlock(reader);
        }
    };

    private FlowCodec() {
    }

    public static ValueCodec pending(LaterCodec codec) {
        return new ValueCodec() {
            @Override
            protected void put(Writer writer, Object value) {
                Passengers.writePending(writer, (Pending<?>) value, codec);
            }

            @Override
            public Object read(Reader reader) {
                return Passengers.readPending(reader, codec);
            }
        };
    }

    public static ValueCodec endpoint(Skeleton skeleton) {
        return new ValueCodec() {
            @Override
            protected void put(Writer writer, Object value) {
                Passengers.writeEndpoint(writer, (Contract) value, skeleton);
            }

            @Override
            public Object read(Reader reader) {
                return Passengers.readEndpoint(reader, skeleton);
            }
        };
    }

    /** @param near a class from where the contract is looked up */
    public static ValueCodec untyped(Class<?> near) {
        return new ValueCodec() {
            @Override
            protected void put(Writer writer, Object value) {
                Passengers.writeUntyped(writer, (Contract) value);
            }

            @Override
            public Object read(Reader reader) {
                return Passengers.readUntyped(reader, near);
            }
        };
    }
}
