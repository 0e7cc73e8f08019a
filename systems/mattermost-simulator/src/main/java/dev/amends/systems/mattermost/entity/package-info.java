/**
 * What the simulated server keeps: teams, users, memberships, channels, hooks, slash commands and
 * posts, as records, and the JSON form they share with the API and the log on disk.
 */
@NullMarked
package dev.amends.systems.mattermost.entity;

import org.jspecify.annotations.NullMarked;
