package dev.whorl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the design forbids. */
class NeversTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.whorl");

  @Test
  void whatIsChecked_isAllOfTheModule() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
        .contains(
            "dev.whorl",
            "dev.whorl.event",
            "dev.whorl.capture",
            "dev.whorl.protocol",
            "dev.whorl.delivery");
    assertThat(CLASSES.stream().map(JavaClass::getSimpleName))
        .contains("Reporter")
        .doesNotContain("NeversTest");
  }

  @Test
  void dependencies_runDownOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("front door")
        .definedBy("dev.whorl")
        .layer("delivery")
        .definedBy("dev.whorl.delivery..")
        .optionalLayer("grouping")
        .definedBy("dev.whorl.grouping..")
        .layer("capture")
        .definedBy("dev.whorl.capture..")
        .layer("protocol")
        .definedBy("dev.whorl.protocol..")
        .layer("event")
        .definedBy("dev.whorl.event..")
        .whereLayer("front door")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("delivery")
        .mayOnlyBeAccessedByLayers("front door")
        .whereLayer("grouping")
        .mayOnlyBeAccessedByLayers("front door", "delivery")
        .whereLayer("capture")
        .mayOnlyBeAccessedByLayers("front door", "delivery")
        .whereLayer("protocol")
        .mayOnlyBeAccessedByLayers("front door", "delivery")
        .whereLayer("event")
        .mayOnlyBeAccessedByLayers("front door", "delivery", "grouping", "capture", "protocol")
        .check(CLASSES);
  }

  @Test
  void event_importsNothingOfWhorl() {
    noClasses()
        .that()
        .resideInAPackage("dev.whorl.event..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage("dev.whorl..")
                .and(JavaClass.Predicates.resideOutsideOfPackage("dev.whorl.event..")))
        .check(CLASSES);
  }

  @Test
  void packages_haveNoCircles() {
    slices().matching("dev.whorl.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void noLoggingApi_isUsed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.slf4j..",
            "ch.qos.logback..",
            "org.apache.logging..",
            "org.apache.commons.logging..",
            "org.jboss.logging..",
            "java.util.logging..")
        .check(CLASSES);
    noClasses().should().dependOnClassesThat().areAssignableTo(System.Logger.class).check(CLASSES);
  }

  @Test
  void httpClient_isUsedOnlyInDelivery() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.whorl.delivery..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.hc..")
        .check(CLASSES);
  }

  @Test
  void jackson_isUsedOnlyInProtocol() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.whorl.protocol..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson..")
        .check(CLASSES);
  }

  @Test
  void nothingStatic_canChange() {
    fields().that().areStatic().should().haveModifier(JavaModifier.FINAL).check(CLASSES);
  }

  @Test
  void noThreadLocal_isUsed() {
    noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class).check(CLASSES);
  }
}
