/** Channels: where people talk to an app inside of another service. */
export const channels = {
  unknown: 'This installation does not have the channel.',
  chatOnly: 'Only a chat app can answer in a channel.',
  connectionUnfit: 'Select a connection of this service that belongs to the workspace.',
  tooManyMessages: 'A conversation sent more than 20 messages within an hour. The others were ignored.',
} as const
