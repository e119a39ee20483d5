package dev.vigil.admin;

import dev.vigil.recovery.Reply;

/** A call that was not carried out: a stable code, what was wrong, and what would be right. */
public final class AdminRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Code code;
    private final String hint;

    /** Why a call can be refused; each has one HTTP status and one gRPC status. */
    public enum Code {
        INVALID(400, 3), UNAUTHENTICATED(401, 16), FORBIDDEN(403, 7), NOT_FOUND(404, 5), ALREADY_EXISTS(409, 6), NEEDED(409,
                9), NOT_NOW(409, 9), FAILED(422, 9), UNKNOWN(504, 4), INTERNAL(500, 13);

        private final int http;
        private final int grpc;

        Code(int http, int grpc) {
            this.http = http;
            this.grpc = grpc;
        }

        int http() {
            return http;
        }

        int grpc() {
            return grpc;
        }
    }

    public AdminRefusal(Code code, String sentence, String hint) {
        super(sentence);
        this.code = code;
        this.hint = hint;
    }

    static AdminRefusal of(Reply.Refused refused) {
        Code code = switch (refused.refusal()) {
            case INVALID -> Code.INVALID;
            case NOT_FOUND -> Code.NOT_FOUND;
            case ALREADY_EXISTS -> Code.ALREADY_EXISTS;
            case NEEDED -> Code.NEEDED;
            case NOT_NOW -> Code.NOT_NOW;
            case FAILED -> Code.FAILED;
            case UNKNOWN -> Code.UNKNOWN;
        };
        return new AdminRefusal(code, refused.sentence(), refused.hint());
    }

    public Code code() {
        return code;
    }

    public String sentence() {
        String sentence = getMessage();
        return sentence == null ? "" : sentence;
    }

    public String hint() {
        return hint;
    }
}
