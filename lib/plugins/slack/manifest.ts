import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'slack',
  label: 'Slack',
  description: 'Posts, updates and reads messages in Slack channels.',
  categories: ['communication'],
  synonyms: ['chat', 'message', 'channel', '消息', '聊天'],
  logo: 'bootstrap-icons:slack',
  docsUrl: 'https://docs.slack.dev/reference/methods',
  baseUrl: 'https://slack.com',
  hosts: ['slack.com', 'files.slack.com'],
  connections: [
    {
      id: 'oauth',
      label: 'Slack account',
      kind: 'oauth2',
      grant: 'authorization-code',
      help: 'Create an app at api.slack.com/apps and add the redirect URL under “OAuth & Permissions”.',
      helpUrl: 'https://api.slack.com/apps',
      authorizeUrl: 'https://slack.com/oauth/v2/authorize',
      tokenUrl: 'https://slack.com/api/oauth.v2.access',
      revokeUrl: 'https://slack.com/api/auth.revoke',
      scopes: ['chat:write', 'channels:read', 'groups:read', 'channels:history', 'groups:history', 'files:write'],
      quirks: { scopeSeparator: ',', clientAuthentication: 'body' },
    },
    {
      id: 'bot-token',
      label: 'Bot token',
      kind: 'bearer',
      keyLabel: 'Bot token',
      placeholder: 'xoxb-…',
      help: 'Copy the bot token from “OAuth & Permissions” of your Slack app.',
      helpUrl: 'https://api.slack.com/apps',
    },
  ],
  tests: [
    {
      method: 'POST',
      path: '/api/auth.test',
      failure: { path: '/ok', equals: false, reason: '/error' },
      account: '/team',
      accountId: '/team_id',
    },
  ],
  rateLimits: [{ calls: 50, seconds: 60 }],
})
