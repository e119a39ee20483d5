package dev.vigil.kit;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;

/**
 * The part of a resource instance that its kit reads: what it is on this node, with checked properties. Equal instances need no new
 * agent.
 *
 * @param id the identity in the kit's own terms, for example the address of an IP resource
 * @param info a text that the operator wrote for the kit
 */
public record KitInstance(Tag tag, NodeId node, String id, String info, PropertyBlock properties) {}
