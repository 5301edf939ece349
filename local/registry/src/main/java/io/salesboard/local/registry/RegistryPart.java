package io.salesboard.local.registry;

import io.salesboard.core.settings.ParentWatch;

/** The schema registry (Apicurio) as a process that ends with its launcher. */
public final class RegistryPart {
    private static final String APICURIO = "io.quarkus.runner.GeneratedMain";

    private RegistryPart() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        ParentWatch.start();
        Class.forName(APICURIO).getMethod("main", String[].class).invoke(null, (Object) args);
    }
}
