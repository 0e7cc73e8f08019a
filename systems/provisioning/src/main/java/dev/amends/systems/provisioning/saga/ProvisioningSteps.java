package dev.amends.systems.provisioning.saga;

import dev.amends.systems.provisioning.account.Accounts;
import dev.amends.systems.provisioning.mattermost.Mattermost;

/** What the steps of the sagas do on Mattermost. */
record ProvisioningSteps(
    TeamStep teams, UserStep users, ChannelStep channels, HookStep hooks, CommandStep commands) {
  static ProvisioningSteps on(Mattermost mattermost, Accounts accounts, String commandBaseUrl) {
    return new ProvisioningSteps(
        new TeamStep(mattermost.teams()),
        new UserStep(mattermost.users(), accounts),
        new ChannelStep(mattermost.channels()),
        new HookStep(mattermost.hooks()),
        new CommandStep(mattermost.commands(), commandBaseUrl));
  }
}
