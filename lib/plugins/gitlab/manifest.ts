import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'gitlab',
  label: 'GitLab',
  description: 'Reads and changes issues, merge requests and files in projects.',
  categories: ['development'],
  synonyms: ['git', 'issue', 'merge request', 'repository', 'code', '代码', '仓库', '问题'],
  logo: 'simple-icons:gitlab',
  docsUrl: 'https://docs.gitlab.com/api/rest/',
  baseUrl: 'https://{host}/api/v4',
  hosts: ['{host}'],
  connections: [
    {
      id: 'token',
      label: 'Access token',
      kind: 'api-key',
      keyLabel: 'Access token',
      placeholder: 'glpat-…',
      help: 'Create a personal, group or project access token with the scope “api”.',
      placement: { in: 'header', name: 'PRIVATE-TOKEN' },
      fields: [{ name: 'host', label: 'Host', placeholder: 'gitlab.com', help: 'gitlab.com, or your own server.' }],
    },
  ],
  tests: [{ method: 'GET', path: '/user', account: '/username', accountId: '/id' }],
  rateLimits: [{ calls: 2_000, seconds: 60 }],
})
