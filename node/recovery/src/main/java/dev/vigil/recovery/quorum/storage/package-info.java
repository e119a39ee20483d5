/**
 * A folder that votes. It cannot judge anything, so each node judges in its place, over what all of them write there: the rules are such
 * that two nodes never judge that both of them have its vote. {@link dev.vigil.recovery.quorum.storage.StorageVoter} is a value with
 * time as an argument; whoever drives it carries out its {@link dev.vigil.recovery.quorum.storage.Deed deeds} on the folder.
 */
@NullMarked
package dev.vigil.recovery.quorum.storage;

import org.jspecify.annotations.NullMarked;
