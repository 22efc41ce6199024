import { definePlugin } from '../manifest-types'
import { linearScopes } from './linear-fields'

export const manifest = definePlugin({
  id: 'linear',
  label: 'Linear',
  description: 'Searches, creates, changes and comments on issues.',
  categories: ['projects', 'development'],
  synonyms: ['issue', 'ticket', 'bug', 'task', '问题', '任务'],
  logo: 'simple-icons:linear',
  docsUrl: 'https://linear.app/developers/graphql',
  baseUrl: 'https://api.linear.app',
  hosts: ['api.linear.app'],
  connections: [
    {
      id: 'key',
      label: 'API key',
      kind: 'api-key',
      keyLabel: 'API key',
      placeholder: 'lin_api_…',
      help: 'Create a personal API key under “Security & access”.',
      helpUrl: 'https://linear.app/settings/account/security',
      placement: { in: 'header', name: 'Authorization' },
    },
    {
      id: 'oauth',
      label: 'Linear account',
      kind: 'oauth2',
      grant: 'authorization-code',
      help: 'Create an OAuth application and add the redirect URL.',
      helpUrl: 'https://linear.app/settings/api/applications/new',
      authorizeUrl: 'https://linear.app/oauth/authorize',
      tokenUrl: 'https://api.linear.app/oauth/token',
      revokeUrl: 'https://api.linear.app/oauth/revoke',
      scopes: [...linearScopes],
      quirks: { scopeSeparator: ',', clientAuthentication: 'body' },
    },
  ],
  tests: [
    {
      method: 'POST',
      path: '/graphql',
      body: { query: '{ viewer { id email } }' },
      account: '/data/viewer/email',
      accountId: '/data/viewer/id',
    },
  ],
  rateLimits: [{ calls: 1_500, seconds: 3_600 }],
})
