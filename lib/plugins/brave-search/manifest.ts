import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'brave-search',
  label: 'Brave Search',
  description: 'Searches the web and news in an independent index.',
  categories: ['search'],
  synonyms: ['web search', 'internet', 'news', '网页搜索', '搜索引擎', '新闻'],
  logo: 'simple-icons:brave',
  docsUrl: 'https://api-dashboard.search.brave.com/app/documentation',
  baseUrl: 'https://api.search.brave.com',
  hosts: ['api.search.brave.com'],
  connections: [
    {
      id: 'key',
      label: 'API key',
      kind: 'api-key',
      keyLabel: 'API key',
      help: 'Create a subscription in the Brave Search API dashboard and copy its key.',
      helpUrl: 'https://api-dashboard.search.brave.com',
      placement: { in: 'header', name: 'X-Subscription-Token' },
    },
  ],
  tests: [{ method: 'GET', path: '/res/v1/web/search?q=test&count=1' }],
  rateLimits: [{ calls: 1, seconds: 1 }],
})
