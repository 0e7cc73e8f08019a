package dev.amends.testkit.simulate;
import java.util.*;
public class Main {
  public static void main(String[] a) {
    long from = Long.parseLong(a[0]), to = Long.parseLong(a[1]);
    long t = System.nanoTime(); int bad = 0; long virt = 0;
    Map<String,List<Long>> kinds = new LinkedHashMap<>();
    for (long s = from; s < to; s++) {
      boolean one = to - from == 1; System.err.print("\r"+s+"   ");
      Simulation.Result r = Simulation.of(s, one);
      virt += r.events();
      if (one) { r.trace().forEach(System.out::println); System.out.println(r.text()); }
      if (!r.broken().isEmpty()) { bad++;
        String k = r.broken().get(0).replaceAll("'[^']*'","'*'").replaceAll("at [0-9.]+ s","").replaceAll("[0-9]+","N").replaceAll("(?s)(.{300}).*","$1");
        kinds.computeIfAbsent(k, x->new ArrayList<>()).add(s); }
    }
    double sec = (System.nanoTime()-t)/1e9;
    kinds.entrySet().stream().sorted((x,y)->y.getValue().size()-x.getValue().size()).limit(20).forEach(e -> System.out.println(e.getValue().size()+" "+e.getKey()+"  seeds "+e.getValue().subList(0,Math.min(5,e.getValue().size()))));
    System.out.printf("%d bad of %d in %.1f s, %.0f/s, virtual %.0f s each%n", bad, to-from, sec, (to-from)/sec, virt/1e9/(to-from));
  }
}
