import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'tavily',
  label: 'Tavily',
  description: 'Searches the web and extracts the text of pages for models.',
  categories: ['search'],
  synonyms: ['web search', 'internet', 'page reader', 'browse', '网页搜索', '搜索引擎', '联网'],
  logo: 'lobehub:tavily',
  docsUrl: 'https://docs.tavily.com/documentation/api-reference/endpoint/search',
  baseUrl: 'https://api.tavily.com',
  hosts: ['api.tavily.com'],
  connections: [
    {
      id: 'key',
      label: 'API key',
      kind: 'bearer',
      keyLabel: 'API key',
      placeholder: 'tvly-…',
      help: 'Copy the key from the Tavily dashboard.',
      helpUrl: 'https://app.tavily.com',
    },
  ],
  tests: [{ method: 'GET', path: '/usage' }],
  rateLimits: [{ calls: 100, seconds: 60 }],
})
