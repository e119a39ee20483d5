package dev.vigil.kits.ip;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.vigil.kit.KitContext;
import dev.vigil.kit.KitInstance;
import dev.vigil.kit.KitRefusal;
import dev.vigil.kit.KitTraits;
import dev.vigil.kit.PropertyBlock;
import dev.vigil.kit.PropertyKind;
import dev.vigil.kit.PropertyProblem;
import dev.vigil.kit.PropertySchema;
import dev.vigil.kit.PropertySpec;
import dev.vigil.kit.RecoveryKit;
import dev.vigil.kit.ResourceAgent;
import dev.vigil.kit.ServedAddress;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.platform.AddressText;

/** Protects an IPv4 or IPv6 address. The id of an instance is the address; it is held for as long as the node renews it. */
public final class IpKit implements RecoveryKit {
    static final String INTERFACE = "interface";
    static final String PREFIX = "prefix";
    static final String DUPLICATE_CHECK = "duplicateCheck";
    static final String RESTORE_MODE = "restoreMode";
    static final String PING_LIST = "pingList";
    static final String BACKUP_INTERFACE = "backupInterface";
    static final String OFF = "off";
    private static final TypeId TYPE = new TypeId("ip");
    private static final int LONGEST_INTERFACE_NAME = 255;
    private static final int LONGEST_PREFIX_4 = 32;
    private static final int LONGEST_PREFIX = 128;
    private static final int MOST_PINGED = 8;
    private static final PropertySchema SCHEMA = PropertySchema.of(
            PropertySpec.required(INTERFACE, new PropertyKind.Text(LONGEST_INTERFACE_NAME),
                    "the network interface of this node that gets the address"),
            PropertySpec.optional(PREFIX, new PropertyKind.IntegerIn(1, LONGEST_PREFIX),
                    "the prefix length of the address; left out: that of the interface's own network, and for IPv6 else 64"),
            PropertySpec.withDefault(DUPLICATE_CHECK, new PropertyKind.Choice(DuplicateCheck.words()), DuplicateCheck.AUTO,
                    "how long to ask the network for another user of the address before it is put in service: full (500 ms, "
                            + "before adding), brief (200 ms, while adding), none, or auto (by why the resource is brought in service)"),
            PropertySpec.withDefault(RESTORE_MODE, new PropertyKind.Choice(List.of("on", OFF)), "on",
                    "off: on this node the resource is in service without the address, and its checks are always healthy"),
            PropertySpec.optional(PING_LIST, new PropertyKind.AddressList(MOST_PINGED),
                    "hosts of which deepCheck wants one to answer a ping that is sent from the address"),
            PropertySpec.optional(BACKUP_INTERFACE, new PropertyKind.Text(LONGEST_INTERFACE_NAME),
                    "where the address moves on this node when it cannot be healed on the interface, or the interface has no link"));

    @Override
    public TypeId type() {
        return TYPE;
    }

    @Override
    public PropertySchema propertySchema() {
        return SCHEMA;
    }

    @Override
    public KitTraits traits() {
        return new KitTraits(KitTraits.Announcing.ANNOUNCEABLE, KitTraits.Ending.COOPERATIVE);
    }

    @Override
    public List<PropertyProblem> examine(KitInstance instance) {
        Optional<InetAddress> address = FloatingAddress.parse(instance.id());
        if (address.isEmpty()) {
            return List.of(new PropertyProblem("id", instance.id(), "must be " + new PropertyKind.Address().describe()));
        }
        if (address.get().isLinkLocalAddress() && address.get() instanceof Inet6Address || address.get().isLoopbackAddress()) {
            return List.of(new PropertyProblem("id", instance.id(), "must be an address that other machines can reach by itself: "
                    + "neither of loopback nor, in IPv6, one that is good on one link only"));
        }
        return examine(address.get(), instance.properties());
    }

    private static List<PropertyProblem> examine(InetAddress address, PropertyBlock properties) {
        List<PropertyProblem> problems = new ArrayList<>();
        if (address instanceof Inet4Address) {
            properties.integer(PREFIX).filter(length -> length > LONGEST_PREFIX_4).ifPresent(length -> problems.add(
                    new PropertyProblem(PREFIX, length.toString(),
                            "must be at most " + LONGEST_PREFIX_4 + " for an IPv4 address")));
        }
        properties.text(BACKUP_INTERFACE).filter(backup -> properties.text(INTERFACE).filter(backup::equals).isPresent())
                .ifPresent(backup -> problems.add(
                        new PropertyProblem(BACKUP_INTERFACE, backup, "must be another interface than " + INTERFACE)));
        properties.addresses(PING_LIST).stream()
                .filter(host -> !host.getClass().equals(address.getClass()) || host.equals(address)).findFirst()
                .ifPresent(host -> problems.add(new PropertyProblem(PING_LIST, AddressText.of(host),
                        "must be another machine's address, of the same family as the address itself")));
        return problems;
    }

    /** Where restore mode is off the address belongs to another network than this node's. */
    @Override
    public List<ServedAddress> servedAt(KitInstance instance) {
        PropertyBlock properties = instance.properties();
        if (properties.choice(RESTORE_MODE).filter(OFF::equals).isPresent()) {
            return List.of();
        }
        return FloatingAddress.parse(instance.id()).stream()
                .flatMap(address -> Stream.of(INTERFACE, BACKUP_INTERFACE).flatMap(name -> properties.text(name).stream())
                        .map(name -> new ServedAddress(name, address)))
                .toList();
    }

    @Override
    public ResourceAgent open(KitInstance instance, KitContext context) throws KitRefusal {
        return new IpAgent(FloatingAddress.of(instance), NetworkPorts.of(context), context);
    }
}
