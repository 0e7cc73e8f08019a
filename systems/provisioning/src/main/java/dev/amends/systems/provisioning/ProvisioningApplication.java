package dev.amends.systems.provisioning;

import dev.amends.systems.provisioning.web.WebConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The service. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
@EnableScheduling
@Import({ProvisioningConfiguration.class, WebConfiguration.class})
public class ProvisioningApplication {
  /** Starts the service. */
  public static void main(String[] arguments) {
    SpringApplication.run(ProvisioningApplication.class, arguments);
  }
}
