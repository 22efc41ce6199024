import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'serper',
  label: 'Serper',
  description: 'Searches Google for web pages, news and places.',
  categories: ['search'],
  synonyms: ['google search', 'web search', 'internet', 'news', '谷歌搜索', '网页搜索', '新闻'],
  docsUrl: 'https://serper.dev',
  baseUrl: 'https://google.serper.dev',
  hosts: ['google.serper.dev'],
  connections: [
    {
      id: 'key',
      label: 'API key',
      kind: 'api-key',
      keyLabel: 'API key',
      help: 'Copy the key from the Serper dashboard.',
      helpUrl: 'https://serper.dev/api-keys',
      placement: { in: 'header', name: 'X-API-KEY' },
    },
  ],
  tests: [{ method: 'POST', path: '/search', body: { q: 'test', num: 1 } }],
})
