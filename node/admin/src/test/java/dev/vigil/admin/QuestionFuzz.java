package dev.vigil.admin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;

import dev.vigil.comm.trust.Caller;
import dev.vigil.comm.trust.Role;

/**
 * Questions to the administration, as gRPC and as JSON: the first byte names the form, the second the call. Carried out, or refused by an
 * {@link AdminRefusal}; never a defect of the server's own.
 */
public final class QuestionFuzz {
    private static final List<AdminCall<?, ?>> CALLS = new Calls(UpkeepRequestsTest.NODE).table();
    private static final Caller ANN = new Caller("ann", Role.ADMINISTRATOR, Caller.How.TOKEN);

    private QuestionFuzz() {}

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length >= 2) {
            ask(CALLS.get((input[1] & 0xff) % CALLS.size()), (input[0] & 1) == 1, Arrays.copyOfRange(input, 2, input.length));
        }
    }

    private static <Q extends Message, R extends Message> void ask(AdminCall<Q, R> call, boolean isJson, byte[] bytes) {
        Message.Builder read = call.question().newBuilderForType();
        try {
            if (isJson) {
                JsonFormat.parser().merge(new String(bytes, StandardCharsets.UTF_8), read);
            } else {
                read.mergeFrom(bytes);
            }
        } catch (InvalidProtocolBufferException refused) {
            return;
        }
        @SuppressWarnings("unchecked")
        Q question = (Q) read.build();
        AuditLines.arguments(question);
        try {
            call.work().handle(ANN, question).toCompletableFuture().join();
        } catch (AdminRefusal refused) {
            return;
        } catch (CompletionException failed) {
            if (!(failed.getCause() instanceof AdminRefusal)) {
                throw failed;
            }
        }
    }

    public static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        List<String> texts = List.of("{}", "{\"tag\": \"web\", \"node\": \"bravo\"}",
                "{\"tag\": \"web\", \"type\": \"web-server\","
                        + " \"properties\": {\"port\": \"81\"}, \"priority\": 7}",
                "{\"parent\": \"web\", \"child\": \"web\"}",
                "{\"tag\": \"web\", \"state\": \"OSU\"}", "{\"tag\": \"web\", \"action\": \"quickCheck\"}",
                "{\"flag\": \"!lock\"}",
                "{\"profile\": \"own\", \"interval_ms\": 20, \"detection_ms\": 200}",
                "{\"path\": \"lan1\", \"first\": \"alpha\", \"first_address\": \"10.0.0.1:7741\"}",
                "{\"subject\": \"web\", \"limit\": 3}");
        for (int call = 0; call < CALLS.size(); call++) {
            for (String text : texts) {
                Message.Builder read = CALLS.get(call).question().newBuilderForType();
                try {
                    JsonFormat.parser().merge(text, read);
                } catch (InvalidProtocolBufferException otherFields) {
                    continue;
                }
                seeds.add(seed(1, call, text.getBytes(StandardCharsets.UTF_8)));
                seeds.add(seed(0, call, read.build().toByteArray()));
            }
        }
        return seeds;
    }

    private static byte[] seed(int form, int call, byte[] bytes) {
        byte[] seed = new byte[2 + bytes.length];
        seed[0] = (byte) form;
        seed[1] = (byte) call;
        System.arraycopy(bytes, 0, seed, 2, bytes.length);
        return seed;
    }
}
