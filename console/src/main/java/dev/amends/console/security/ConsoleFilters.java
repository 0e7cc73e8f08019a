package dev.amends.console.security;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/**
 * The filters that stand before the console's servlet. They are assembled by hand, from Spring
 * Security's own parts, because a chain that the application's configuration builds would take on
 * its customizers, users and role names, and publishing one would switch off Spring Boot's default
 * chain, which may be all that protects the application.
 *
 * <p>No session is ever created and no cookie set, so there is nothing that a forged request could
 * ride on but credentials that a browser keeps; see {@link ForeignPages}.
 */
public final class ConsoleFilters {
  private static final String BASIC = "Basic realm=\"Amends\", charset=\"UTF-8\"";

  /** Where a request carries who sent it, apart from the place that the application uses. */
  private static final String CONTEXT = "dev.amends.console.securityContext";

  private ConsoleFilters() {}

  /** HTTP Basic with the console's own users. */
  public static Filter withOwnUsers(Collection<ConsoleUser> users) {
    Refusals refusals = new Refusals(BASIC);
    SecurityContextRepository context = new RequestAttributeSecurityContextRepository(CONTEXT);
    BasicAuthenticationFilter basic =
        new BasicAuthenticationFilter(new ConsoleUsers(users), refusals);
    basic.setSecurityContextRepository(context);
    return proxy(refusals, null, List.of(new SecurityContextHolderFilter(context), basic));
  }

  /**
   * Roles of whoever the application's own filters, which come first, have authenticated.
   *
   * @param hierarchy which roles include which, null when none does
   */
  public static Filter withUsersOfApplication(@Nullable RoleHierarchy hierarchy) {
    return proxy(new Refusals(null), hierarchy, List.of());
  }

  private static Filter proxy(
      Refusals refusals, @Nullable RoleHierarchy hierarchy, List<Filter> authentication) {
    ExceptionTranslationFilter translation =
        new ExceptionTranslationFilter(refusals, new NullRequestCache());
    translation.setAccessDeniedHandler(refusals);
    List<Filter> filters =
        Stream.of(
                List.of(new ForeignPages()),
                authentication,
                List.of(
                    new AnonymousAuthenticationFilter(CONTEXT),
                    translation,
                    new AuthorizationFilter(rules(hierarchy))))
            .<Filter>flatMap(List::stream)
            .toList();
    FilterChainProxy proxy =
        new FilterChainProxy(new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, filters));
    proxy.setRequestRejectedHandler(refusals);
    return new ConsoleHeaders(proxy);
  }

  /** A viewer looks; everything else takes an operator. */
  private static AuthorizationManager<HttpServletRequest> rules(@Nullable RoleHierarchy hierarchy) {
    AuthorizationManager<HttpServletRequest> look =
        having(hierarchy, ConsoleRole.VIEWER, ConsoleRole.OPERATOR);
    AuthorizationManager<HttpServletRequest> decide = having(hierarchy, ConsoleRole.OPERATOR);
    return (who, request) ->
        (ForeignPages.SAFE.contains(request.getMethod()) ? look : decide).authorize(who, request);
  }

  private static AuthorizationManager<HttpServletRequest> having(
      @Nullable RoleHierarchy hierarchy, ConsoleRole... roles) {
    AuthorityAuthorizationManager<HttpServletRequest> manager =
        AuthorityAuthorizationManager.hasAnyAuthority(
            Stream.of(roles).map(ConsoleRole::authority).toArray(String[]::new));
    if (hierarchy != null) {
      manager.setRoleHierarchy(hierarchy);
    }
    return manager;
  }
}
