package dev.vigil.server.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import dev.vigil.lcd.model.ClusterRow;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.ConfigRow;
import dev.vigil.lcd.model.DependencyRow;
import dev.vigil.lcd.model.Initialization;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Priority;
import dev.vigil.lcd.model.RecoveryDirection;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Switchback;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Timing;
import dev.vigil.lcd.model.TypeRow;
import dev.vigil.lcd.model.UnitId;

/** One resource that needs {@code wide} chains, each {@code deep} long. */
record Hierarchy(int wide, int deep) {
    static final NodeId NODE = new NodeId("alpha");
    private static final Tag ROOT = new Tag("root");
    private static final UnitId UNIT = new UnitId("root");

    Config config() {
        List<ConfigRow> rows = new ArrayList<>(
                List.of(new ClusterRow("shop", Timing.DEFAULT), new SystemRow(NODE, "10.0.0.1:7742"),
                        new TypeRow(SleepingKit.TYPE, RecoveryDirection.REMOTE)));
        add(rows, ROOT);
        for (int chain = 0; chain < wide; chain++) {
            Tag above = ROOT;
            for (int level = 0; level < deep; level++) {
                Tag tag = new Tag("chain-" + chain + "-" + level);
                add(rows, tag);
                rows.add(new DependencyRow(above, tag));
                above = tag;
            }
        }
        return Config.of(new Revision(1), rows);
    }

    /** Of so many at once, how many follow each other at least. */
    int criticalPath(int atOnce) {
        int byDepth = deep + 1;
        int byPlaces = (wide * deep + atOnce - 1) / atOnce + 1;
        return Math.max(byDepth, byPlaces);
    }

    private static void add(List<ConfigRow> rows, Tag tag) {
        rows.add(new ResourceRow(tag, SleepingKit.TYPE, UNIT, Initialization.INIT_ISP, Switchback.INTELLIGENT, true));
        rows.add(new InstanceRow(tag, NODE, tag.value(), "", new Priority(1), InstanceRow.Checks.NONE, new TreeMap<>()));
    }
}
