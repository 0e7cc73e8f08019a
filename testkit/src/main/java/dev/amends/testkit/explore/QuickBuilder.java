package dev.amends.testkit.explore;

import dev.amends.action.Step;
import dev.amends.definition.LocalStep;
import dev.amends.definition.RemoteCall;
import dev.amends.definition.RemoteStep;
import dev.amends.definition.Retry;
import dev.amends.definition.SagaBuilder;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a definition and the builder that it declares its steps to, and makes every policy
 * quick on the way. The builder's methods are not listed here, so whatever it learns is passed on.
 */
final class QuickBuilder implements InvocationHandler {
  private final Object target;
  private final Duration settle;

  private QuickBuilder(Object target, Duration settle) {
    this.target = target;
    this.settle = settle;
  }

  /**
   * The builder as the definition sees it.
   *
   * @param settle what every time becomes that is not zero
   */
  @SuppressWarnings("unchecked")
  static <I, O> SagaBuilder<I, O> of(SagaBuilder<I, O> builder, Duration settle) {
    return (SagaBuilder<I, O>) new QuickBuilder(builder, settle).as(SagaBuilder.class);
  }

  private Object as(Class<?> type) {
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args)
      throws Throwable {
    Object[] passed = args == null ? null : args.clone();
    boolean keepsTimes = method.getName().equals("timeout");
    for (int i = 0; passed != null && i < passed.length; i++) {
      passed[i] = keepsTimes ? passed[i] : quickened(passed[i]);
    }
    Object answer = Bracket.call(target, method, passed);
    Class<?> type = method.getReturnType();
    if (answer == target && type.isInstance(proxy)) {
      return proxy;
    }
    return answer instanceof Step<?> || answer instanceof RemoteCall<?, ?>
        ? new QuickBuilder(paced(type, answer), settle).as(type)
        : answer;
  }

  /**
   * The defaults are as slow as policies are. A local step's undo has a policy too, although its
   * definition cannot set it; a draft is a step of every kind, so it can be set here.
   */
  private Object paced(Class<?> type, Object declared) {
    if (type == LocalStep.class && declared instanceof LocalStep<?, ?> local) {
      local.retry(Quick.policy(Retry.DEFAULT));
    }
    if (type != RemoteCall.class && declared instanceof RemoteStep<?, ?> remote) {
      remote
          .retry(Quick.policy(Retry.DEFAULT))
          .probing(Quick.policy(Retry.PROBING))
          .undoing(Quick.policy(Retry.UNDOING))
          .settle(settle);
    }
    return declared;
  }

  private Object quickened(Object argument) {
    if (argument instanceof Retry policy) {
      return Quick.policy(policy);
    }
    if (argument instanceof Duration time) {
      return time.isZero() ? time : settle;
    }
    if (argument instanceof Step<?>[] steps) {
      Step<?>[] real = steps.clone();
      for (int i = 0; i < real.length; i++) {
        real[i] = (Step<?>) real(real[i]);
      }
      return real;
    }
    return real(argument);
  }

  private static Object real(Object argument) {
    boolean ours =
        Proxy.isProxyClass(argument.getClass())
            && Proxy.getInvocationHandler(argument) instanceof QuickBuilder;
    return ours ? ((QuickBuilder) Proxy.getInvocationHandler(argument)).target : argument;
  }
}
