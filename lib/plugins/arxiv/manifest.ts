import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 'arxiv',
  label: 'arXiv',
  description: 'Searches scientific papers and reads their abstracts.',
  categories: ['search'],
  synonyms: ['paper', 'science', 'research', 'preprint', '论文', '科研', '预印本'],
  logo: 'simple-icons:arxiv',
  docsUrl: 'https://info.arxiv.org/help/api/user-manual.html',
  baseUrl: 'https://export.arxiv.org',
  hosts: ['export.arxiv.org'],
  connections: [{ id: 'none', label: 'No connection', kind: 'none' }],
  rateLimits: [{ calls: 1, seconds: 3 }],
})
