import { definePlugin } from '../manifest-types'
import { LANGUAGES } from './languages'

export const manifest = definePlugin({
  id: 'wikipedia',
  label: 'Wikipedia',
  description: 'Searches and reads articles in any language.',
  categories: ['search'],
  synonyms: ['encyclopedia', 'article', 'wiki', '维基百科', '百科'],
  logo: 'simple-icons:wikipedia',
  docsUrl: 'https://www.mediawiki.org/wiki/API:Main_page',
  baseUrl: 'https://en.wikipedia.org',
  hosts: LANGUAGES.map((language) => `${language}.wikipedia.org`),
  connections: [{ id: 'none', label: 'No connection', kind: 'none' }],
  rateLimits: [{ calls: 200, seconds: 60 }],
})
