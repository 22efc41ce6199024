import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'searxng',
  label: 'SearXNG',
  description: 'Searches the web through your own metasearch server.',
  categories: ['search'],
  synonyms: ['web search', 'internet', 'self-hosted', '网页搜索', '搜索引擎', '自托管'],
  logo: 'simple-icons:searxng',
  docsUrl: 'https://docs.searxng.org/dev/search_api.html',
  baseUrl: '{host}',
  hosts: ['{host}'],
  connections: [
    {
      id: 'server',
      label: 'Server',
      kind: 'custom',
      help: 'The server must allow the format “json” in its settings.yml.',
      helpUrl: 'https://docs.searxng.org/admin/settings/settings_search.html',
      fields: [
        {
          name: 'host',
          label: 'Host',
          placeholder: 'searxng.example.com',
          help: 'Host and port; with http:// for a server without TLS.',
        },
      ],
      placements: [],
    },
  ],
  tests: [{ method: 'GET', path: '/config', account: '/instance_name' }],
})
