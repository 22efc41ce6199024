import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'youtube',
  label: 'YouTube',
  description: 'Searches videos, and reads their details and comments.',
  categories: ['media', 'search'],
  synonyms: ['video', 'channel', 'comment', 'google', '视频', '频道', '评论'],
  logo: 'simple-icons:youtube',
  docsUrl: 'https://developers.google.com/youtube/v3/docs',
  baseUrl: 'https://www.googleapis.com/youtube/v3',
  hosts: ['www.googleapis.com'],
  connections: [
    {
      id: 'key',
      label: 'API key',
      kind: 'api-key',
      keyLabel: 'API key',
      placeholder: 'AIza…',
      help: 'Turn on the “YouTube Data API v3” in the Google Cloud console and create an API key.',
      helpUrl: 'https://console.cloud.google.com/apis/credentials',
      placement: { in: 'query', name: 'key' },
    },
  ],
  tests: [{ method: 'GET', path: '/i18nLanguages?part=snippet' }],
})
