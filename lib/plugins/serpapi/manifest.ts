import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'serpapi',
  label: 'SerpApi',
  description: 'Searches Google, Bing, DuckDuckGo and Google News.',
  categories: ['search'],
  synonyms: ['google search', 'web search', 'bing', 'duckduckgo', 'internet', '谷歌搜索', '必应', '网页搜索'],
  docsUrl: 'https://serpapi.com/search-api',
  baseUrl: 'https://serpapi.com',
  hosts: ['serpapi.com'],
  connections: [
    {
      id: 'key',
      label: 'API key',
      kind: 'api-key',
      keyLabel: 'API key',
      help: 'Copy the private key from the SerpApi dashboard.',
      helpUrl: 'https://serpapi.com/manage-api-key',
      placement: { in: 'query', name: 'api_key' },
    },
  ],
  tests: [{ method: 'GET', path: '/account.json', account: '/account_email', accountId: '/account_id' }],
})
