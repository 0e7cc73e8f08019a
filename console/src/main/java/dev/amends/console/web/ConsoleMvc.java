package dev.amends.console.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurationSupport;

/**
 * Spring MVC of the console's servlet. It is set up here from the ground, because the application's
 * converters, advices, interceptors and formats are not to reach the console.
 */
@Configuration(proxyBeanMethods = false)
public class ConsoleMvc extends WebMvcConfigurationSupport {
  @Bean
  ProblemAdvice problemAdvice() {
    return new ProblemAdvice();
  }

  @Override
  protected HttpMessageConverters createMessageConverters() {
    return HttpMessageConverters.forServer().addCustomConverter(new JsonConverter()).build();
  }

  @Override
  protected void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
    configurer.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON);
  }
}
