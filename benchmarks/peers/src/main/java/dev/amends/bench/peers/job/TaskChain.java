package dev.amends.bench.peers.job;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.amends.bench.peers.load.Ends;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tasks of db-scheduler that do nothing; each is replaced by the next one, the last is removed. */
final class TaskChain {
  private final List<TaskDescriptor<String>> names = new ArrayList<>();
  private final Ends ends;

  TaskChain(int length, Ends ends) {
    this.ends = ends;
    for (int i = 1; i <= length; i++) {
      names.add(TaskDescriptor.of("step-" + i, String.class));
    }
  }

  List<Task<?>> tasks() {
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      CompletionHandler<String> then = i + 1 < names.size() ? next(names.get(i + 1)) : last();
      tasks.add(Tasks.custom(names.get(i)).execute((task, context) -> then));
    }
    return tasks;
  }

  SchedulableInstance<?> first(long unit) {
    return at(names.get(0), Long.toString(unit), "customer-" + unit);
  }

  private static SchedulableInstance<String> at(
      TaskDescriptor<String> name, String id, String data) {
    return name.instance(id).data(data).scheduledTo(Instant.now());
  }

  private static CompletionHandler<String> next(TaskDescriptor<String> next) {
    return new CompletionHandler.OnCompleteReplace<>(
        (TaskInstance<String> task) -> at(next, task.getId(), task.getData()));
  }

  private CompletionHandler<String> last() {
    CompletionHandler<String> remove = new CompletionHandler.OnCompleteRemove<>();
    return (ExecutionComplete complete, ExecutionOperations<String> operations) -> {
      remove.complete(complete, operations);
      ends.ended(Long.parseLong(complete.getExecution().taskInstance.getId()));
    };
  }
}
