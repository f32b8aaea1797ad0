package obol.channels.runtime;

import obol.channels.Batch;
import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Pending;
import obol.channels.Sink;
import obol.channels.Source;
import obol.channels.codec.Reader;
import obol.channels.codec.ValueCodec;
import obol.channels.codec.Writer;
import obol.channels.stream.StreamCodec;

/** The codecs of linear values as objects. */
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

    /** @param item the codec of what the stream carries */
    public static ValueCodec source(ValueCodec item) {
        StreamCodec codec = new StreamCodec(item);
        return new ValueCodec() {
            @Override
            protected void put(Writer writer, Object value) {
                Passengers.writeSource(writer, (Source<?>) value, codec);
            }

            @Override
            public Object read(Reader reader) {
                return Passengers.readSource(reader, codec);
            }
        };
    }

    /** @param item the codec of what the stream carries */
    public static ValueCodec sink(ValueCodec item) {
        StreamCodec codec = new StreamCodec(item);
        return new ValueCodec() {
            @Override
            protected void put(Writer writer, Object value) {
                Passengers.writeSink(writer, (Sink<?>) value, codec);
            }

            @Override
            public Object read(Reader reader) {
                return Passengers.readSink(reader, codec);
            }
        };
    }

    /** @param each the codec of what is in the batch */
    public static ValueCodec batch(ValueCodec each) {
        return new ValueCodec() {
            @Override
            protected void put(Writer writer, Object value) {
                Passengers.writeBatch(writer, (Batch<?>) value, each);
            }

            @Override
            public Object read(Reader reader) {
                return Passengers.readBatch(reader, each);
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
