package dev.vigil.lcd.model;

/**
 * A row of the configuration: one numbered document of the whole cluster, changed as a whole and the same on every node that holds
 * the same number.
 */
public sealed interface ConfigRow extends Row
        permits ClusterRow, SystemRow, PathRow, TypeRow, ResourceRow, InstanceRow, DependencyRow, ReceiverRow, QuorumRow,
        FenceRow, FencingRow {}
