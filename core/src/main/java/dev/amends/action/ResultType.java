package dev.amends.action;

import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A Java type, kept with its generic arguments, that a stored payload is read as.
 *
 * @param type the reflective type
 * @param <T> the same type for the compiler
 */
public record ResultType<T>(Type type) {
  public ResultType {
    Objects.requireNonNull(type, "type");
  }

  /** A plain class. */
  public static <T> ResultType<T> of(Class<T> type) {
    return new ResultType<>(type);
  }

  /** A list of elements of a plain class. */
  public static <E> ResultType<List<E>> listOf(Class<E> element) {
    return new ResultType<>(new ListOf(element));
  }

  /** The class without generic arguments, for checks. */
  public Class<?> raw() {
    return raw(type);
  }

  private static Class<?> raw(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    if (type instanceof ParameterizedType generic) {
      return raw(generic.getRawType());
    }
    if (type instanceof java.lang.reflect.GenericArrayType array) {
      return Array.newInstance(raw(array.getGenericComponentType()), 0).getClass();
    }
    return Object.class;
  }

  private record ListOf(Class<?> element) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return new Type[] {element};
    }

    @Override
    public Type getRawType() {
      return List.class;
    }

    @Override
    public @org.jspecify.annotations.Nullable Type getOwnerType() {
      return null;
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
      return other instanceof ParameterizedType that
          && that.getRawType() == List.class
          && Arrays.equals(that.getActualTypeArguments(), getActualTypeArguments());
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(getActualTypeArguments()) ^ List.class.hashCode();
    }
  }
}
