package dev.amends.systems.provisioning;

import dev.amends.Sagas;
import dev.amends.operator.Operator;
import dev.amends.query.SagaQuery;
import dev.amends.systems.provisioning.account.Accounts;
import dev.amends.systems.provisioning.integration.Catalogue;
import dev.amends.systems.provisioning.integration.IntegrationReader;
import dev.amends.systems.provisioning.integration.RepairLoop;
import dev.amends.systems.provisioning.integration.Repairs;
import dev.amends.systems.provisioning.integration.Reruns;
import dev.amends.systems.provisioning.integration.Verification;
import dev.amends.systems.provisioning.mattermost.Mattermost;
import dev.amends.systems.provisioning.mattermost.MattermostOutcomes;
import dev.amends.systems.provisioning.mattermost.MattermostSettings;
import dev.amends.systems.provisioning.operation.Beginning;
import dev.amends.systems.provisioning.operation.ProjectCreation;
import dev.amends.systems.provisioning.operation.Registration;
import dev.amends.systems.provisioning.operation.TenantTeams;
import dev.amends.systems.provisioning.project.Links;
import dev.amends.systems.provisioning.project.Projects;
import dev.amends.systems.provisioning.saga.CallPolicies;
import dev.amends.systems.provisioning.saga.CreateProject;
import dev.amends.systems.provisioning.saga.Definitions;
import dev.amends.systems.provisioning.saga.RepairProject;
import dev.amends.systems.provisioning.saga.SignUp;
import dev.amends.systems.provisioning.saga.TenantTeam;
import dev.amends.systems.provisioning.tenant.Tenants;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;

/** Puts the service together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ProvisioningSettings.class, MattermostSettings.class})
class ProvisioningConfiguration {
  @Bean
  Mattermost mattermost(
      RestClient.Builder http,
      ClientHttpRequestFactoryBuilder<?> transports,
      MattermostSettings settings) {
    return Mattermost.connect(http, transports, settings);
  }

  @Bean
  MattermostOutcomes mattermostOutcomes() {
    return new MattermostOutcomes();
  }

  @Bean
  PasswordEncoder passwordEncoder(ProvisioningSettings settings) {
    return new BCryptPasswordEncoder(settings.bcryptStrength());
  }

  @Bean
  CallPolicies callPolicies(ProvisioningSettings settings, MattermostSettings mattermost) {
    Duration timeout = mattermost.callTimeout();
    Duration settle = settings.settle();
    return new CallPolicies(
        timeout,
        settle == null ? timeout.plusSeconds(1) : settle,
        settings.calls().retry(),
        settings.looks().retry());
  }

  @Bean
  Definitions definitions(
      JdbcClient jdbc,
      Mattermost mattermost,
      CallPolicies policies,
      ProvisioningSettings settings) {
    return new Definitions(jdbc, mattermost, policies, settings.url().toString());
  }

  @Bean
  CreateProject createProject(Definitions definitions) {
    return definitions.createProject();
  }

  @Bean
  SignUp signUp(Definitions definitions, PasswordEncoder passwords) {
    return definitions.signUp(passwords);
  }

  @Bean
  TenantTeam tenantTeam(Definitions definitions) {
    return definitions.tenantTeam();
  }

  @Bean
  RepairProject repairProject(Definitions definitions) {
    return definitions.repairProject();
  }

  @Bean
  Projects projects(JdbcClient jdbc) {
    return new Projects(jdbc);
  }

  @Bean
  Accounts accounts(JdbcClient jdbc) {
    return new Accounts(jdbc);
  }

  @Bean
  Catalogue catalogue(JdbcClient jdbc) {
    return new Catalogue(jdbc);
  }

  @Bean
  Repairs repairs(JdbcClient jdbc) {
    return new Repairs(jdbc);
  }

  @Bean
  Tenants tenants(JdbcClient jdbc) {
    return new Tenants(jdbc);
  }

  @Bean
  TenantTeams tenantTeams(Sagas sagas, Operator operator, Tenants tenants, Mattermost mattermost) {
    return new TenantTeams(sagas, operator, tenants, mattermost.teams());
  }

  @Bean
  ProjectCreation projectCreation(
      Sagas sagas, TenantTeams teams, Projects projects, PlatformTransactionManager manager) {
    return new ProjectCreation(sagas, teams, projects, transactions(manager));
  }

  @Bean
  Registration registration(
      Sagas sagas, TenantTeams teams, Tenants tenants, ProvisioningSettings settings) {
    return new Registration(sagas, teams, tenants, settings.patience());
  }

  @Bean
  IntegrationReader integrationReader(
      Sagas sagas, SagaQuery query, Repairs repairs, Accounts accounts) {
    return new IntegrationReader(sagas, query, repairs, accounts);
  }

  @Bean
  Reruns reruns(
      Sagas sagas,
      Operator operator,
      Repairs repairs,
      JdbcClient jdbc,
      PlatformTransactionManager manager) {
    return new Reruns(sagas, operator, repairs, new Links(jdbc), transactions(manager));
  }

  @Bean
  RepairLoop repairLoop(Repairs repairs, Reruns reruns) {
    return new RepairLoop(repairs, reruns);
  }

  @Bean
  Verification verification(
      Mattermost mattermost,
      Sagas sagas,
      Repairs repairs,
      JdbcClient jdbc,
      PlatformTransactionManager manager,
      ProvisioningSettings settings) {
    return new Verification(
        mattermost,
        new Links(jdbc),
        repairs,
        sagas,
        transactions(manager),
        settings.repair().after());
  }

  @Bean
  Beginning beginning(
      Sagas sagas,
      Catalogue catalogue,
      TenantTeams teams,
      Tenants tenants,
      PlatformTransactionManager manager,
      TaskScheduler scheduler,
      ProvisioningSettings settings) {
    return new Beginning(
        sagas, catalogue, tenants, teams, transactions(manager), scheduler, settings.tenants());
  }

  private static TransactionOperations transactions(PlatformTransactionManager manager) {
    return new TransactionTemplate(manager);
  }
}
