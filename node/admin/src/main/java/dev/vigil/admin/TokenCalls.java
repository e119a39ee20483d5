package dev.vigil.admin;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import com.google.protobuf.Message;

import dev.vigil.comm.trust.Role;
import dev.vigil.comm.trust.Tokens;
import dev.vigil.comm.trust.TrustFault;
import dev.vigil.protocol.admin.ChangeReply;
import dev.vigil.protocol.admin.CreateTokenRequest;
import dev.vigil.protocol.admin.CreatedToken;
import dev.vigil.protocol.admin.ListTokensRequest;
import dev.vigil.protocol.admin.RevokeTokenRequest;
import dev.vigil.protocol.admin.TokenInfo;
import dev.vigil.protocol.admin.TokenList;

/** The calls about tokens. They write a file, so their work is done on threads of its own and never on an event loop. */
final class TokenCalls {
    private final Tokens tokens;

    TokenCalls(Tokens tokens) {
        this.tokens = tokens;
    }

    List<AdminCall<?, ?>> table() {
        return List.of(
                administrator("CreateToken", CreateTokenRequest.getDefaultInstance(), CreatedToken.getDefaultInstance(),
                        this::create),
                administrator("ListTokens", ListTokensRequest.getDefaultInstance(), TokenList.getDefaultInstance(), q -> list()),
                administrator("RevokeToken", RevokeTokenRequest.getDefaultInstance(), ChangeReply.getDefaultInstance(),
                        this::revoke));
    }

    private static <Q extends Message, R extends Message> AdminCall<Q, R> administrator(String name, Q question, R answer,
            Function<Q, R> work) {
        return AdminCall.of(name, Optional.of(Role.ADMINISTRATOR), question, answer, (caller, q) -> aside(work, q));
    }

    private static <Q, R> CompletionStage<R> aside(Function<Q, R> work, Q question) {
        return CompletableFuture.supplyAsync(() -> work.apply(question));
    }

    private CreatedToken create(CreateTokenRequest question) {
        Role role = Role.ofWord(question.getRole()).orElseThrow(() -> new AdminRefusal(AdminRefusal.Code.INVALID,
                "\"" + question.getRole() + "\" is not a role.", "The roles are administrator, operator and guest."));
        try {
            return CreatedToken.newBuilder().setToken(tokens.issue(question.getName(), role).text()).build();
        } catch (TrustFault e) {
            throw refusal(e);
        }
    }

    private TokenList list() {
        return TokenList.newBuilder().addAllTokens(tokens.list().stream()
                .map(token -> TokenInfo.newBuilder().setName(token.name()).setRole(token.role().word()).build()).toList())
                .build();
    }

    private ChangeReply revoke(RevokeTokenRequest question) {
        try {
            if (!tokens.revoke(question.getName())) {
                throw new AdminRefusal(AdminRefusal.Code.NOT_FOUND,
                        "There is no token \"" + question.getName() + "\" on this node.",
                        "vigil token list shows those that exist.");
            }
            return ChangeReply.newBuilder().addSentences("token " + question.getName() + " is good no longer").build();
        } catch (TrustFault e) {
            throw refusal(e);
        }
    }

    private static AdminRefusal refusal(TrustFault fault) {
        return new AdminRefusal(AdminRefusal.Code.INVALID, fault.sentence(), fault.hint());
    }
}
