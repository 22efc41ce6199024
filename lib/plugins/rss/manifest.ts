import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'rss',
  label: 'RSS and Atom',
  description: 'Reads feed entries, and starts runs for new ones.',
  categories: ['media', 'search'],
  synonyms: ['feed', 'news', 'blog', 'podcast', 'atom', '订阅', '新闻', '博客'],
  logo: 'simple-icons:rss',
  docsUrl: 'https://www.rssboard.org/rss-specification',
  baseUrl: '',
  hosts: [],
  connections: [{ id: 'none', label: 'No connection', kind: 'none' }],
})
