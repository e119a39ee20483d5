package dev.vigil.admin;

import java.util.List;
import java.util.concurrent.CompletionStage;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.ReceiverName;
import dev.vigil.lcd.model.ReceiverRow;
import dev.vigil.protocol.admin.ChangeReply;
import dev.vigil.protocol.admin.CreateReceiverRequest;
import dev.vigil.protocol.admin.DeleteReceiverRequest;
import dev.vigil.protocol.admin.Receivers;
import dev.vigil.protocol.admin.TestReceiverRequest;
import dev.vigil.recovery.Request;

/** The calls about those who are told of what happens. */
final class ReceiverCalls {
    private static final int MOST_RECEIVERS = 16;

    private final NodeAdministration node;

    ReceiverCalls(NodeAdministration node) {
        this.node = node;
    }

    Receivers list() {
        return Receivers.newBuilder().addAllReceivers(node.notification().receivers()).addAllKinds(node.notification().kinds())
                .build();
    }

    Request create(CreateReceiverRequest q) {
        return Requests.checked(() -> {
            ReceiverName name = new ReceiverName(q.getName());
            if (node.lcd().config().receiver(name).isPresent()) {
                throw new AdminRefusal(AdminRefusal.Code.ALREADY_EXISTS, "There is a receiver " + name + " already.",
                        "vigil notify delete " + name + " first, or take another name.");
            }
            if (node.lcd().config().receivers().size() >= MOST_RECEIVERS) {
                throw new AdminRefusal(AdminRefusal.Code.NOT_NOW, "There are " + MOST_RECEIVERS + " receivers already.",
                        "Let one receiver pass on what it hears, or delete one.");
            }
            ReceiverRow row = node.notification().row(name, q.getKind(), q.getPropertiesMap(), q.getSecretsMap());
            return new Request.ChangeConfig("receiver " + name + " created", Request.puts(List.of(row)),
                    Requests.nodes(q.getWithoutList()));
        });
    }

    Request delete(DeleteReceiverRequest q) {
        return Requests.checked(() -> {
            ReceiverName name = known(q.getName());
            return new Request.ChangeConfig("receiver " + name + " deleted",
                    List.of(new Change.Remove(ReceiverRow.keyOf(name))), Requests.nodes(q.getWithoutList()));
        });
    }

    CompletionStage<ChangeReply> test(TestReceiverRequest q) {
        return Requests.checked(() -> {
            ReceiverName name = known(q.getName());
            return node.notification().test(name).thenApply(answer -> ChangeReply.newBuilder()
                    .addSentences(name + " was told by " + node.self()).addSentences("it answered: " + answer).build());
        });
    }

    private ReceiverName known(String text) {
        ReceiverName name = new ReceiverName(text);
        if (node.lcd().config().receiver(name).isEmpty()) {
            throw new AdminRefusal(AdminRefusal.Code.NOT_FOUND, "There is no receiver " + name + ".",
                    "vigil notify list shows them.");
        }
        return name;
    }
}
