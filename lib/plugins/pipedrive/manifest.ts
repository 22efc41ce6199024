import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'pipedrive',
  label: 'Pipedrive',
  description: 'Finds and creates people, works with deals, and plans activities.',
  categories: ['sales'],
  synonyms: ['crm', 'deal', 'person', 'contact', 'activity', 'pipeline', '客户', '交易', '活动'],
  docsUrl: 'https://developers.pipedrive.com/docs/api/v1',
  baseUrl: 'https://api.pipedrive.com',
  hosts: ['api.pipedrive.com'],
  connections: [
    {
      id: 'token',
      label: 'API token',
      kind: 'api-key',
      keyLabel: 'API token',
      placement: { in: 'header', name: 'x-api-token' },
      help: 'Copy it in Pipedrive from Personal preferences → API.',
      helpUrl: 'https://app.pipedrive.com/settings/api',
    },
  ],
  tests: [{ method: 'GET', path: '/v1/users/me', account: '/data/email', accountId: '/data/id' }],
  rateLimits: [{ calls: 20, seconds: 2 }],
})
