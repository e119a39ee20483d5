package dev.vigil.cli;

import java.util.List;

/** One resource on one node, put together from its rows in the database and its part in the status. */
record LcdiInstance(LcdRow resource, LcdRow row, JsonObject status) {

    private static final double MILLIS = 1_000;

    String tag() {
        return row.get("tag");
    }

    String node() {
        return row.get("node");
    }

    String id() {
        return row.get("id");
    }

    String type() {
        return resource.get("type");
    }

    String app() {
        return LcdiTypes.appOf(type());
    }

    String unit() {
        return resource.get("unit");
    }

    String info() {
        return row.get("info");
    }

    int priority() {
        return Integer.parseInt(row.get("priority"));
    }

    /** UNKNOWN when the node is silent: what it last said is not what is. */
    String state() {
        return status.text("state");
    }

    String reason() {
        return status.text("reason");
    }

    String initialization() {
        return resource.get("init");
    }

    String switchback() {
        return resource.get("switchback");
    }

    String localRecovery() {
        return resource.has("local-recovery", "no") ? "N" : "Y";
    }

    String checkSeconds(String name) {
        String millis = row.get(name);
        return millis.isEmpty() ? "0" : StatusText.whole(Double.parseDouble(millis) / MILLIS);
    }

    /** In the order of {@code ins_list}. */
    List<String> fields() {
        return List.of(node(), app(), type(), tag(), id(), info(), state(), initialization(), reason(),
                Integer.toString(priority()), checkSeconds("quick-ms"), checkSeconds("deep-ms"), switchback(), localRecovery());
    }
}
