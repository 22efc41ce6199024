import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'airtable',
  label: 'Airtable',
  description: 'Reads and changes records in bases.',
  categories: ['databases', 'spreadsheets'],
  synonyms: ['base', 'record', 'table', '数据表', '记录', '多维表格'],
  logo: 'simple-icons:airtable',
  docsUrl: 'https://airtable.com/developers/web/api/introduction',
  baseUrl: 'https://api.airtable.com',
  hosts: ['api.airtable.com'],
  connections: [
    {
      id: 'token',
      label: 'Personal access token',
      kind: 'bearer',
      keyLabel: 'Personal access token',
      placeholder: 'pat…',
      help: 'Create a token with the scopes data.records:read, data.records:write and schema.bases:read.',
      helpUrl: 'https://airtable.com/create/tokens',
    },
    {
      id: 'oauth',
      label: 'Airtable account',
      kind: 'oauth2',
      grant: 'authorization-code',
      help: 'Register an OAuth integration and add the redirect URL.',
      helpUrl: 'https://airtable.com/create/oauth',
      authorizeUrl: 'https://airtable.com/oauth2/v1/authorize',
      tokenUrl: 'https://airtable.com/oauth2/v1/token',
      scopes: ['data.records:read', 'data.records:write', 'schema.bases:read'],
    },
  ],
  tests: [{ method: 'GET', path: '/v0/meta/whoami', account: '/email', accountId: '/id' }],
  rateLimits: [{ calls: 5, seconds: 1 }],
})
