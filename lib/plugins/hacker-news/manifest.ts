import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'hacker-news',
  label: 'Hacker News',
  description: 'Searches stories, and reads the front page and discussions.',
  categories: ['search', 'media'],
  synonyms: ['hn', 'news', 'ycombinator', 'story', '新闻', '技术'],
  logo: 'simple-icons:ycombinator',
  docsUrl: 'https://hn.algolia.com/api',
  baseUrl: 'https://hn.algolia.com/api/v1',
  hosts: ['hn.algolia.com'],
  connections: [{ id: 'none', label: 'No connection', kind: 'none' }],
  rateLimits: [{ calls: 10_000, seconds: 3_600 }],
})
