package dev.vigil.comm.netty;

import dev.vigil.comm.ClusterId;
import dev.vigil.comm.CommSettings;
import dev.vigil.comm.Roll;
import dev.vigil.comm.heartbeat.NodeVersion;
import dev.vigil.comm.trust.TlsContexts;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.protocol.node.Frame;
import dev.vigil.protocol.node.Hello;
import dev.vigil.protocol.node.LinkMessage;
import com.google.protobuf.ByteString;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.Future;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One end of a connection: greets, proves the peer, then passes its messages on. Runs on the channel's thread. */
final class StreamHandler extends SimpleChannelInboundHandler<Frame> {
    private static final Logger LOG = LoggerFactory.getLogger(StreamHandler.class);
    private static final long HELLO_SECONDS = 5;
    private static final int MAX_REASON = 120;
    /** Bytes passed on and not yet taken by the loop; above this nothing more is read. */
    private static final long MAX_PASSED_ON = 32L * 1024 * 1024;

    /** What the loop learns; called on the channel's thread, and each passes on to the loop. */
    interface Events {
        void connected(StreamConnection connection, ChannelHandlerContext context);

        void received(StreamConnection connection, LinkMessage message, Runnable taken);

        void disconnected(@Nullable StreamConnection connection, @Nullable PathId attempted);
    }

    private final CommSettings settings;
    private final FrameCodec frames;
    private final Events events;
    private final Optional<Dialled> dialled;
    private final Door door;
    private final AtomicLong passedOn = new AtomicLong();
    private @Nullable StreamConnection connection;
    private @Nullable Future<?> greetingDue;

    /** Who is let in, and how often it is told that somebody was not. */
    record Door(Supplier<Roll> roll, LogBudget budget) {}

    /** Whom the connecting side meant to reach. */
    record Dialled(PathId path, NodeId peer) {}

    StreamHandler(CommSettings settings, FrameCodec frames, Events events, Optional<Dialled> dialled, Door door) {
        this.door = door;
        this.settings = settings;
        this.frames = frames;
        this.events = events;
        this.dialled = dialled;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        greetingDue = context.executor().schedule(() -> refuse(context, "no greeting within " + HELLO_SECONDS + " s"),
                HELLO_SECONDS,
                TimeUnit.SECONDS);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        switch (event) {
            case SslHandshakeCompletionEvent shake when shake.isSuccess() -> dialled.ifPresent(to -> greet(context, to.path()));
            case SslHandshakeCompletionEvent shake -> refuse(context, "handshake: " + shake.cause().getMessage());
            case IdleStateEvent idle when idle.state() == IdleState.READER_IDLE -> refuse(context, "idle");
            case IdleStateEvent idle -> send(context, Frame.getDefaultInstance());
            default -> context.fireUserEventTriggered(event);
        }
    }

    private void greet(ChannelHandlerContext context, PathId path) {
        Hello hello = Hello.newBuilder().setMajor(settings.version().major()).setMinor(settings.version().minor())
                .setCluster(ByteString.copyFrom(settings.cluster().toBytes()))
                .setNode(settings.self().value()).setLife(DatagramCodec.life(settings.incarnation())).setPath(path.value())
                .build();
        send(context, Frame.newBuilder().setHello(hello).build());
    }

    private void send(ChannelHandlerContext context, Frame frame) {
        context.writeAndFlush(frame).addListener(done -> {
            if (!done.isSuccess()) {
                refuse(context, "cannot write: " + done.cause());
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Frame frame) {
        StreamConnection proved = connection;
        switch (frame.getContentCase()) {
            case HELLO -> hello(context, frame.getHello());
            case MESSAGE -> {
                if (proved == null) {
                    refuse(context, "a message before the greeting");
                    return;
                }
                pass(context, proved, frame.getMessage());
            }
            case CONTENT_NOT_SET -> {
            } // keeps the connection open, or is of a later version
        }
    }

    private void hello(ChannelHandlerContext context, Hello hello) {
        Optional<String> objection = objection(context, hello);
        if (objection.isPresent()) {
            refuse(context, objection.get());
            return;
        }
        PathId path = new PathId(hello.getPath());
        StreamConnection proved = new StreamConnection(path, new NodeId(hello.getNode()),
                DatagramCodec.incarnation(hello.getLife()), context.channel());
        connection = proved;
        if (greetingDue != null) {
            greetingDue.cancel(false);
        }
        frames.admit();
        if (dialled.isEmpty()) {
            greet(context, path);
        }
        events.connected(proved, context);
    }

    private Optional<String> objection(ChannelHandlerContext context, Hello hello) {
        if (connection != null) {
            return Optional.of("a second greeting");
        }
        NodeVersion theirs = NodeVersion.told(hello.getMajor(), hello.getMinor(), "");
        if (!theirs.understands(settings.version())) {
            return Optional.of("protocol " + theirs.protocol() + ", this node speaks " + settings.version().protocol());
        }
        if (!Arrays.equals(hello.getCluster().toByteArray(), settings.cluster().toBytes())) {
            return Optional.of("another cluster than " + name(settings.cluster()));
        }
        String certified = certifiedName(context);
        if (!hello.getNode().equals(certified)) {
            return Optional.of("calls itself \"" + hello.getNode() + "\", its certificate says \"" + certified + "\"");
        }
        if (hello.getNode().equals(settings.self().value())) {
            return Optional.of("this node itself");
        }
        Optional<String> departed = departed(context, new NodeId(hello.getNode()), hello);
        if (departed.isPresent()) {
            return departed;
        }
        boolean isDialled = dialled
                .map(to -> to.peer().value().equals(hello.getNode()) && to.path().value().equals(hello.getPath()))
                .orElse(true);
        return isDialled ? Optional.empty() : Optional.of("\"" + hello.getNode() + "\" answers on path " + dialled.get().path());
    }

    /** It belonged to the cluster once, as its certificate still says. */
    private Optional<String> departed(ChannelHandlerContext context, NodeId node, Hello hello) {
        Roll roll = door.roll().get();
        Optional<String> why = roll.objection(node, DatagramCodec.incarnation(hello.getLife()))
                .map(departure -> switch (departure) {
                    case REMOVED -> "\"" + node + "\" is no node of the cluster";
                    case REPLACED -> "another machine bears the name \"" + node + "\" now";
                });
        String key = TlsContexts.peerKey(context.pipeline().get(SslHandler.class).engine().getSession()).orElse("");
        return why.or(() -> roll.isKeyOf(node, key)
                ? Optional.empty()
                : Optional.of("the certificate is not that of the machine that bears the name \"" + node + "\" now"));
    }

    private static String name(ClusterId cluster) {
        return cluster.toString();
    }

    /** The node that the peer's certificate names; empty when it shows none. */
    private static String certifiedName(ChannelHandlerContext context) {
        return TlsContexts.peerNode(context.pipeline().get(SslHandler.class).engine().getSession()).map(NodeId::value).orElse("");
    }

    private void pass(ChannelHandlerContext context, StreamConnection proved, LinkMessage message) {
        int length = message.getPayload().size();
        if (passedOn.addAndGet(length) > MAX_PASSED_ON) {
            context.channel().config().setAutoRead(false);
        }
        events.received(proved, message, () -> {
            if (passedOn.addAndGet(-length) < MAX_PASSED_ON / 2 && !context.channel().config().isAutoRead()) {
                context.channel().config().setAutoRead(true);
            }
        });
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (greetingDue != null) {
            greetingDue.cancel(false);
        }
        events.disconnected(connection, dialled.map(Dialled::path).orElse(null));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Throwable root = cause.getCause() == null ? cause : cause.getCause();
        refuse(context, root.getMessage() == null ? root.toString() : root.getMessage());
    }

    private void refuse(ChannelHandlerContext context, String why) {
        String who = connection == null ? "unknown" : connection.peer.value();
        if (context.channel().isActive() && door.budget().take()) {
            // The reason may quote what a stranger sent.
            String reason = why.length() > MAX_REASON ? why.substring(0, MAX_REASON) + "..." : why;
            LOG.warn("connection-closed peer={} address={} reason=\"{}\"", who, context.channel().remoteAddress(), reason);
        }
        Closing.close(context.channel());
    }
}
