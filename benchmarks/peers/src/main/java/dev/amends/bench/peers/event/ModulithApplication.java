package dev.amends.bench.peers.event;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableAsync;

/** What Spring Boot makes of the class path. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync
class ModulithApplication {}
