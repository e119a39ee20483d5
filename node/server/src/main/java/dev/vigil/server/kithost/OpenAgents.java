package dev.vigil.server.kithost;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import dev.vigil.kit.KitInstance;
import dev.vigil.kit.KitRefusal;
import dev.vigil.kit.ResourceAgent;
import dev.vigil.lcd.model.Tag;
import dev.vigil.recovery.Decision;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agents of this node's resources, opened at the first call and again when what they serve has changed. */
final class OpenAgents {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAgents.class);

    private record Open(KitCatalog.Checked.Right served, ResourceAgent agent, AgentContext context) {}

    private final KitCatalog catalog;
    private final Function<Tag, AgentContext> contexts;
    private final Map<Tag, Open> open = new ConcurrentHashMap<>();

    OpenAgents(KitCatalog catalog, Function<Tag, AgentContext> contexts) {
        this.catalog = catalog;
        this.contexts = contexts;
    }

    /** The agent for the instance as it is configured now. Only one thread at a time may ask for one tag; kit code runs in it. */
    ResourceAgent agentOf(Decision.Target target) throws KitRefusal {
        Tag tag = target.instance().tag();
        KitCatalog.Checked.Right wanted = switch (catalog.check(target.resource().type(), target.instance())) {
            case KitCatalog.Checked.Right right -> right;
            case KitCatalog.Checked.Wrong(List<String> sentences) -> throw new KitRefusal(String.join("; ", sentences));
        };
        Open present = open.get(tag);
        if (present != null && present.served().equals(wanted)) {
            return present.agent();
        }
        close(tag);
        AgentContext context = contexts.apply(tag);
        KitInstance instance = wanted.instance();
        ResourceAgent agent = wanted.kit().open(instance, context);
        open.put(tag, new Open(wanted, agent, context));
        return agent;
    }

    /** Closes the agent of this tag, if there is one. The resource stays as it is. */
    void close(Tag tag) {
        Open present = open.remove(tag);
        if (present == null) {
            return;
        }
        present.context().close();
        try {
            present.agent().close();
        } catch (RuntimeException broken) {
            LOG.warn("the agent of {} could not be closed: {}", tag, broken.toString());
        }
    }

    /** The agent of a barred resource is left alone, but nothing that it still says counts. */
    void silence(Tag tag) {
        Open present = open.remove(tag);
        if (present != null) {
            present.context().close();
        }
    }

    void closeAll() {
        List.copyOf(open.keySet()).forEach(this::close);
    }
}
