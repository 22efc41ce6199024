export const mcp = {
  connectionEnded: 'The connection has ended. Connect again.',
  argumentsNotJson: 'The arguments are not plain JSON.',
  conversationInvalid: '{name} must be 1 to 200 visible ASCII characters without spaces.',
  runMovedOn: 'The run continues in another process. Call again in a moment.',
  crossSite: 'Pages of other websites may not call this address.',
  oneMessage: 'Send one message at a time.',
  serverTimeout: 'The MCP server {host} did not respond within {seconds} seconds.',
  secretRejected: 'The MCP server {host} rejected the secret. Check it in the node.',
  serverFailed: 'The MCP server {host} failed{reason, select, none {.} other {: {reason}}}',
} as const
