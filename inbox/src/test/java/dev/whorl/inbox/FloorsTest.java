package dev.whorl.inbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The floors of the inbox, which are those of the design. */
class FloorsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.whorl.inbox");

  @Test
  void whatIsChecked_isAllOfTheModule() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
        .contains(
            "dev.whorl.inbox.cli",
            "dev.whorl.inbox.ingest",
            "dev.whorl.inbox.payload",
            "dev.whorl.inbox.preview",
            "dev.whorl.inbox.rules",
            "dev.whorl.inbox.store",
            "dev.whorl.inbox.web",
            "dev.whorl.inbox.web.pages");
  }

  @Test
  void dependencies_runDownOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("cli")
        .definedBy("dev.whorl.inbox.cli..")
        .layer("web")
        .definedBy("dev.whorl.inbox.web..")
        .layer("preview")
        .definedBy("dev.whorl.inbox.preview..")
        .layer("rules")
        .definedBy("dev.whorl.inbox.rules..")
        .layer("ingest")
        .definedBy("dev.whorl.inbox.ingest..")
        .layer("store")
        .definedBy("dev.whorl.inbox.store..")
        .layer("payload")
        .definedBy("dev.whorl.inbox.payload..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("web")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("preview")
        .mayOnlyBeAccessedByLayers("cli", "web")
        .whereLayer("ingest")
        .mayOnlyBeAccessedByLayers("cli", "web")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers("cli", "web", "preview", "ingest")
        .whereLayer("rules")
        .mayOnlyBeAccessedByLayers("cli", "web")
        .check(CLASSES);
  }

  @Test
  void httpServer_isKnownToTheWebOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.whorl.inbox.web..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.eclipse.jetty..")
        .check(CLASSES);
  }

  @Test
  void appenders_areKnownToNoOne() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.whorl.logback..", "dev.whorl.log4j2..", "dev.whorl.delivery..")
        .check(CLASSES);
  }
}
