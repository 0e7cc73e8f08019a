package dev.amends.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each rule has a test that carries its name as a tag, and each deliberate fault a test that
 * catches it; the page that shows both is written anew with {@code -Damends.docs.write=true}.
 */
class ProofTest {
  private static final Path PAGE = Tree.ROOT.resolve("docs/proof.md");
  private static final Path RULES = Tree.ROOT.resolve("proof/rules.txt");
  private static final Path FAULTS = Tree.ROOT.resolve("proof/faults");
  private static final Pattern TAG = Pattern.compile("@Tag\\(\"([^\"]+)\"\\)");
  private static final Pattern METHOD = Pattern.compile(" void (\\w+)\\(");

  private static final String HEAD =
      """
      # What is proven, and by which test

      Every rule of the engine has a test that carries its name as a tag (`mvn test -Dgroups=A1` runs those of one rule). The
      letters follow the interleavings that the rules were found by: A adoption, B lost answers, C calls, D groups, E children,
      F signals, G pivot and deadlines, H exclusive keys, I starts, J definitions, K timers, N retention, O the journal writer,
      P the surroundings. L and M, on what leaves by an outbox and comes in by an inbox, and the guarantee on events, have no rows
      before the library has an outbox and an inbox.

      """;

  private static final String FAULTS_HEAD =
      """

      # Deliberate faults

      `./prove` puts each of these into a copy of the engine, one at a time, and checks that the test named beside it fails;
      `./prove fencing-off` tries a single one. The faults stand in `proof/faults`.

      """;

  /** A test that carries a tag. */
  private record Tagged(String name, Path file) {}

  @Test
  void everyRuleHasATestAndThePageSaysWhich() throws IOException {
    Map<String, String> rules = rules();
    Map<String, List<Tagged>> tests = tagged();
    assertThat(tests.keySet()).as("tags that are no rule").isSubsetOf(rules.keySet());
    StringBuilder page =
        new StringBuilder(HEAD).append("| rule | what holds | tests |\n|---|---|---|\n");
    rules.forEach(
        (rule, what) -> {
          List<Tagged> proofs = tests.getOrDefault(rule, List.of());
          assertThat(proofs).as("tests of rule %s", rule).isNotEmpty();
          page.append("| ").append(rule).append(" | ").append(what).append(" | ");
          page.append(
              String.join(
                  "<br>",
                  proofs.stream().map(test -> Tree.link(test.name(), test.file())).toList()));
          page.append(" |\n");
        });
    page.append(FAULTS_HEAD).append(faultTable());
    Tree.write(PAGE, page.toString());
    assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
  }

  @Test
  void everyDeliberateFaultStillFitsAndNamesATestThatIsThere() throws IOException {
    List<Path> faults = faults();
    assertThat(faults).hasSizeGreaterThanOrEqualTo(20);
    for (Path fault : faults) {
      String patch = Tree.text(fault);
      Path file = Tree.ROOT.resolve(field(patch, "+++ b/"));
      assertThat(Tree.text(file)).as("%s fits", fault.getFileName()).contains(before(patch));
      for (String catcher : field(patch, "Caught by: ").split(",", -1)) {
        String[] parts = catcher.split("#", -1);
        Path source = source(parts[0]);
        assertThat(parts.length == 1 || Tree.text(source).contains("void " + parts[1] + "("))
            .as("%s is there", catcher)
            .isTrue();
      }
    }
  }

  private static Map<String, String> rules() {
    Map<String, String> rules = new LinkedHashMap<>();
    for (String line : Tree.text(RULES).strip().split("\n", -1)) {
      String[] parts = line.split(" \\| ", 2);
      assertThat(rules.put(parts[0], parts[1])).as("rule %s is there once", parts[0]).isNull();
    }
    return rules;
  }

  private static Map<String, List<Tagged>> tagged() {
    Map<String, List<Tagged>> tests = new TreeMap<>();
    for (Path file : Tree.tests()) {
      List<String> open = new ArrayList<>();
      String[] lines = Tree.text(file).split("\n", -1);
      for (String line : lines) {
        Matcher tag = TAG.matcher(line);
        while (tag.find()) {
          open.add(tag.group(1));
        }
        Matcher method = METHOD.matcher(line);
        if (method.find() && !open.isEmpty()) {
          String type = file.getFileName().toString().replace(".java", "");
          Tagged test = new Tagged(type + "." + method.group(1), file);
          open.forEach(rule -> tests.computeIfAbsent(rule, none -> new ArrayList<>()).add(test));
          open.clear();
        }
      }
    }
    return tests;
  }

  private static String faultTable() throws IOException {
    StringBuilder table =
        new StringBuilder("| fault | what it does | caught by |\n|---|---|---|\n");
    for (Path fault : faults()) {
      String patch = Tree.text(fault);
      String name = fault.getFileName().toString().replace(".patch", "");
      table.append("| ").append(Tree.link(name, fault)).append(" | ");
      table.append(field(patch, "Fault: ")).append(" | ");
      table.append(
          String.join(
              "<br>",
              Stream.of(field(patch, "Caught by: ").split(",", -1))
                  .map(ProofTest::brief)
                  .toList()));
      table.append(" |\n");
    }
    return table.toString();
  }

  private static String brief(String catcher) {
    return catcher.substring(catcher.lastIndexOf('.') + 1).replace('#', '.');
  }

  private static List<Path> faults() throws IOException {
    try (Stream<Path> files = Files.list(FAULTS)) {
      return files.filter(file -> file.toString().endsWith(".patch")).sorted().toList();
    }
  }

  private static String field(String patch, String begin) {
    return patch
        .lines()
        .filter(line -> line.startsWith(begin))
        .map(line -> line.substring(begin.length()))
        .findFirst()
        .orElseThrow();
  }

  /** What the patch wants to find: the lines of its only hunk that are not new. */
  private static String before(String patch) {
    StringBuilder text = new StringBuilder();
    boolean hunk = false;
    for (String line : patch.split("\n", -1)) {
      if (hunk && (line.startsWith(" ") || line.startsWith("-"))) {
        text.append(line.substring(1)).append('\n');
      }
      hunk |= line.startsWith("@@");
    }
    return text.toString();
  }

  private static Path source(String type) {
    String path = type.replace('.', '/') + ".java";
    return Tree.tests().stream()
        .filter(file -> file.toString().endsWith(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no test " + type));
  }
}
