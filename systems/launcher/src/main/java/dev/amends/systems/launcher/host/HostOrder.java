package dev.amends.systems.launcher.host;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a host is to run. It is told on the standard input, not on the command line, because anybody
 * on the machine may read a command line, and arguments have passwords.
 *
 * @param programs one, which is on the host's own class path, or several, each with a class loader
 *     of its own
 */
public record HostOrder(List<HostedProgram> programs) {
  private static final int MAX_ITEMS = 10_000;
  private static final int MAX_BYTES = 1_000_000;

  public HostOrder {
    programs = List.copyOf(programs);
  }

  /** Writes it; the stream stays open. */
  public void write(OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeInt(programs.size());
    for (HostedProgram program : programs) {
      writeText(out, program.name());
      writeText(out, program.mainClass());
      writeTexts(out, program.classPath().stream().map(Path::toString).toList());
      writeTexts(out, program.arguments());
    }
    out.flush();
  }

  /** Reads one, and not a byte more. */
  static HostOrder read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    int count = size(in, MAX_ITEMS);
    List<HostedProgram> programs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = readText(in);
      String mainClass = readText(in);
      List<Path> classPath = readTexts(in).stream().map(Path::of).toList();
      programs.add(new HostedProgram(name, mainClass, classPath, readTexts(in)));
    }
    return new HostOrder(programs);
  }

  private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      writeText(out, text);
    }
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static List<String> readTexts(DataInputStream in) throws IOException {
    int count = size(in, MAX_ITEMS);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(readText(in));
    }
    return texts;
  }

  private static String readText(DataInputStream in) throws IOException {
    byte[] bytes = new byte[size(in, MAX_BYTES)];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int size(DataInputStream in, int most) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > most) {
      throw new IOException("An order with " + size + " items or bytes is not the launcher's.");
    }
    return size;
  }
}
