import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'notion',
  label: 'Notion',
  description: 'Searches, reads and writes pages and databases.',
  categories: ['documents', 'projects'],
  synonyms: ['wiki', 'notes', 'database', '笔记', '知识库', '文档'],
  logo: 'simple-icons:notion',
  docsUrl: 'https://developers.notion.com/reference/intro',
  baseUrl: 'https://api.notion.com',
  hosts: ['api.notion.com'],
  connections: [
    {
      id: 'token',
      label: 'Integration token',
      kind: 'bearer',
      keyLabel: 'Integration token',
      placeholder: 'ntn_…',
      help: 'Create an internal integration and copy its secret. Then share the pages with it in Notion.',
      helpUrl: 'https://www.notion.so/profile/integrations',
    },
    {
      id: 'oauth',
      label: 'Notion account',
      kind: 'oauth2',
      grant: 'authorization-code',
      help: 'Create a public integration and add the redirect URL.',
      helpUrl: 'https://www.notion.so/profile/integrations',
      authorizeUrl: 'https://api.notion.com/v1/oauth/authorize',
      tokenUrl: 'https://api.notion.com/v1/oauth/token',
      scopes: [],
      quirks: { authorizeParameters: { owner: 'user' }, clientAuthentication: 'basic', pkce: false },
    },
  ],
  tests: [{ method: 'GET', path: '/v1/users/me', account: '/name', accountId: '/id' }],
  rateLimits: [{ calls: 3, seconds: 1 }],
  headers: { 'notion-version': '2022-06-28' },
})
