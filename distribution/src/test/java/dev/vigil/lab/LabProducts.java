package dev.vigil.lab;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Everything that the lab can compare, in the order in which the products take turns. */
enum LabProducts {
    VIGIL_DEFAULT("vigil", "default",
            () -> new VigilProduct(VigilProduct.Profile.DEFAULT, VigilProduct.Quorum.OFF)), KEEPALIVED_DEFAULT("keepalived",
                    "default", () -> new KeepalivedProduct(KeepalivedProduct.Profile.DEFAULT)), VIGIL_FAST("vigil", "fast",
                            () -> new VigilProduct(VigilProduct.Profile.FAST, VigilProduct.Quorum.OFF)), KEEPALIVED_A20(
                                    "keepalived", "a20",
                                    () -> new KeepalivedProduct(KeepalivedProduct.Profile.A20)), VIGIL_MAJORITY_DEFAULT(
                                            "vigil-majority",
                                            "default",
                                            () -> new VigilProduct(VigilProduct.Profile.DEFAULT,
                                                    VigilProduct.Quorum.MAJORITY)), VIGIL_MAJORITY_FAST("vigil-majority", "fast",
                                                            () -> new VigilProduct(VigilProduct.Profile.FAST,
                                                                    VigilProduct.Quorum.MAJORITY)), VIGIL_STORAGE_DEFAULT(
                                                                            "vigil-storage", "default",
                                                                            () -> new VigilProduct(VigilProduct.Profile.DEFAULT,
                                                                                    VigilProduct.Quorum.STORAGE)), VIGIL_STORAGE_FAST(
                                                                                            "vigil-storage",
                                                                                            "fast",
                                                                                            () -> new VigilProduct(
                                                                                                    VigilProduct.Profile.FAST,
                                                                                                    VigilProduct.Quorum.STORAGE));

    private final String product;
    private final String profile;
    private final Supplier<Product> maker;

    LabProducts(String product, String profile, Supplier<Product> maker) {
        this.product = product;
        this.profile = profile;
        this.maker = maker;
    }

    Product make() {
        return maker.get();
    }

    /** Those whose product or {@code product/profile} is named; all if none is. */
    static List<LabProducts> named(List<String> names) {
        List<LabProducts> chosen = Stream.of(values()).filter(candidate -> names.isEmpty() || candidate.isNamed(names)).toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no product is called " + names);
        }
        return chosen;
    }

    private boolean isNamed(List<String> names) {
        return names.contains(product) || names.contains(product + "/" + profile);
    }
}
