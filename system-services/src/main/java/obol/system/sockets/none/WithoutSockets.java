package obol.system.sockets.none;

import obol.nucleus.annotation.UnsupportedClasses;

/** What the class library has elsewhere, and not in the closed image, whose programs use the files of the network. */
@UnsupportedClasses(value = {"sun.net.*", "java.net.NetworkInterface", "java.net.NetworkInterface$*", "java.net.Socket", "java.net.Socket$*",
        "java.net.ServerSocket", "java.net.ServerSocket$*", "java.net.DatagramSocket", "java.net.DatagramSocket$*", "java.net.MulticastSocket",
        "java.net.SocksSocketImpl", "java.net.SocksSocketImpl$*", "java.nio.channels.SocketChannel", "java.nio.channels.ServerSocketChannel",
        "java.nio.channels.DatagramChannel", "java.nio.channels.Selector", "java.nio.channels.Pipe",
        "java.nio.channels.AsynchronousSocketChannel", "java.nio.channels.AsynchronousServerSocketChannel",
        "java.nio.channels.AsynchronousChannelGroup", "java.nio.channels.spi.*", "sun.nio.ch.*"},
        except = {"sun.net.util.IPAddressUtil", "sun.net.util.IPAddressUtil$*", "sun.net.www.ParseUtil", "sun.net.util.URLUtil",
            "java.nio.channels.spi.AbstractInterruptibleChannel", "java.nio.channels.spi.AbstractInterruptibleChannel$*",
            "sun.nio.ch.AllocatedNativeObject", "sun.nio.ch.AsynchronousFileChannelImpl", "sun.nio.ch.AsynchronousFileChannelImpl$*",
            "sun.nio.ch.ChannelInputStream", "sun.nio.ch.CompletedFuture", "sun.nio.ch.DirectBuffer", "sun.nio.ch.File*", "sun.nio.ch.Groupable",
            "sun.nio.ch.IO*", "sun.nio.ch.Interruptible", "sun.nio.ch.Invoker", "sun.nio.ch.Invoker$*", "sun.nio.ch.NativeDispatcher",
            "sun.nio.ch.NativeObject", "sun.nio.ch.NativeThread", "sun.nio.ch.NativeThreadSet", "sun.nio.ch.PendingFuture", "sun.nio.ch.Reflect",
            "sun.nio.ch.Reflect$*", "sun.nio.ch.SharedFileLockTable", "sun.nio.ch.Simple*", "sun.nio.ch.ThreadPool", "sun.nio.ch.ThreadPool$*",
            "sun.nio.ch.Util", "sun.nio.ch.Util$*"},
        reason = "sockets in the closed image")
final class WithoutSockets {
    private WithoutSockets() {}
}
