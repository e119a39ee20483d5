package dev.vigil.server.wiring;

import java.util.List;

import dev.vigil.kit.KitTraits;
import dev.vigil.kit.PropertySpec;
import dev.vigil.kit.RecoveryKit;
import dev.vigil.kits.ip.AddressWatch;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.platform.LeasedAddresses;
import dev.vigil.platform.Platform;
import dev.vigil.protocol.admin.PropertyInfo;
import dev.vigil.protocol.admin.TypeInfo;
import dev.vigil.recovery.KitLimits;
import dev.vigil.recovery.Policies;
import dev.vigil.server.kithost.Facilities;
import dev.vigil.server.kithost.KitCatalog;

/** The recovery kits of this program, what they are given, and how they are described to people. */
record Kits(KitCatalog catalog, AddressWatch addressWatch) {
    static Kits load() {
        return new Kits(KitCatalog.load(Kits.class.getClassLoader()), new AddressWatch());
    }

    Facilities facilities(Platform platform, LeasedAddresses leased) {
        return Facilities.of(platform, leased, addressWatch);
    }

    /** Whether resources of this type run in programs of their own. */
    boolean isKillable(TypeId type) {
        return catalog.find(type).filter(kit -> kit.traits().ending() == KitTraits.Ending.KILLABLE).isPresent();
    }

    List<TypeInfo> infos() {
        return catalog.types().stream().flatMap(type -> catalog.find(type).stream()).map(Kits::info).toList();
    }

    /** The kit's own properties, and behind them the limits that every type has. */
    private static TypeInfo info(RecoveryKit kit) {
        return TypeInfo.newBuilder().setType(kit.type().value())
                .addAllProperties(kit.propertySchema().specs().stream().map(Kits::info).toList())
                .addAllProperties(KitLimits.all().stream().map(Kits::info).toList())
                .addAllProperties(Policies.all().stream().map(Kits::info).toList())
                .build();
    }

    private static PropertyInfo info(Policies.Policy policy) {
        return PropertyInfo.newBuilder().setName(policy.name()).setKind(policy.kind()).setDescription(policy.description())
                .setDefaultValue(policy.usual()).build();
    }

    private static PropertyInfo info(KitLimits.Limit limit) {
        return PropertyInfo.newBuilder().setName(limit.name()).setKind(limit.form().describe())
                .setDescription(limit.description())
                .setDefaultValue(limit.usual()).build();
    }

    private static PropertyInfo info(PropertySpec spec) {
        PropertyInfo.Builder info = PropertyInfo.newBuilder().setName(spec.name()).setKind(spec.kind().describe())
                .setDescription(spec.doc());
        return switch (spec.presence()) {
            case PropertySpec.Presence.Required required -> info.setRequired(true).build();
            case PropertySpec.Presence.Optional optional -> info.build();
            case PropertySpec.Presence.Default preset -> info.setDefaultValue(preset.value()).build();
        };
    }
}
