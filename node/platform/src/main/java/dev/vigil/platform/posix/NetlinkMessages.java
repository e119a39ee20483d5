package dev.vigil.platform.posix;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Takes what the kernel sent apart: rows go to their receiver, the end of the answer is returned. */
final class NetlinkMessages {
    /** Stands for "this dump is torn, the table changed meanwhile"; no kernel message has this type. */
    static final short TORN = -1;

    private static final short NLMSG_ERROR = 2;
    private static final short NLMSG_DONE = 3;
    private static final int NLM_F_DUMP_INTR = 0x10;
    private static final int NLM_F_CAPPED = 0x100;
    private static final int NLM_F_ACK_TLVS = 0x200;
    private static final int NLMSGERR_ATTR_MSG = 1;
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final String call;
    private final int sequence;
    private final NetlinkSocket.Row row;

    NetlinkMessages(String call, int sequence, NetlinkSocket.Row row) {
        this.call = call;
        this.sequence = sequence;
        this.row = row;
    }

    /** Reads one datagram; empty while the answer goes on. Messages that answer an earlier, given-up request are passed over. */
    Optional<NetlinkReply> read(ByteBuffer datagram, int length) {
        int place = 0;
        while (place + NetlinkRequest.HEADER <= length) {
            int messageLength = datagram.getInt(place);
            if (messageLength < NetlinkRequest.HEADER || messageLength > length - place) {
                break;
            }
            if (datagram.getInt(place + 8) == sequence) {
                Optional<NetlinkReply> end = readMessage(datagram, place, messageLength);
                if (end.isPresent()) {
                    return end;
                }
            }
            place += NetlinkRequest.aligned(messageLength);
        }
        return Optional.empty();
    }

    private Optional<NetlinkReply> readMessage(ByteBuffer datagram, int place, int length) {
        short type = datagram.getShort(place + 4);
        int flags = datagram.getShort(place + 6) & 0xFFFF;
        ByteBuffer body = datagram.slice(place + NetlinkRequest.HEADER, length - NetlinkRequest.HEADER).order(datagram.order());
        if ((flags & NLM_F_DUMP_INTR) != 0 && type != NLMSG_ERROR) {
            row.found(TORN, EMPTY);
        }
        if (type == NLMSG_DONE) {
            int code = body.remaining() >= Integer.BYTES ? -body.getInt(0) : 0;
            return Optional.of(ended(code, ""));
        }
        if (type == NLMSG_ERROR) {
            int code = body.remaining() >= Integer.BYTES ? -body.getInt(0) : Errno.EIO;
            return Optional.of(ended(code, code == 0 ? "" : explanation(body, flags)));
        }
        row.found(type, body);
        return Optional.empty();
    }

    private NetlinkReply ended(int code, String explanation) {
        return code == 0 ? new NetlinkReply.Done() : new NetlinkReply.Refused(Errno.fault(call, code, explanation));
    }

    /** The sentence that newer kernels add. It stands behind the request, of which the kernel repeats all or only the header. */
    private static String explanation(ByteBuffer body, int flags) {
        if ((flags & NLM_F_ACK_TLVS) == 0 || body.remaining() < 2 * Integer.BYTES) {
            return "";
        }
        int repeated = (flags & NLM_F_CAPPED) != 0 ? NetlinkRequest.HEADER : NetlinkRequest.aligned(body.getInt(Integer.BYTES));
        StringBuilder text = new StringBuilder();
        NetlinkAttributes.each(body, Integer.BYTES + repeated, (type, value) -> {
            if (type == NLMSGERR_ATTR_MSG) {
                text.append(NetlinkAttributes.text(value));
            }
        });
        return text.toString();
    }
}
