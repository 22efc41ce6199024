import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'page-reader',
  label: 'Page reader',
  description: 'Reads the main text of any web page or document, without an account.',
  categories: ['search'],
  synonyms: ['web', 'website', 'url', 'scrape', 'crawl', 'browse', 'fetch', '网页', '读取', '抓取'],
  logo: 'bootstrap-icons:file-earmark-text-fill',
  docsUrl: 'https://www.rfc-editor.org/rfc/rfc9110',
  baseUrl: '',
  hosts: [],
  connections: [{ id: 'none', label: 'No account', kind: 'none' }],
})
