import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput, selectField, textField } from '../../shared/fields'
import { readPapers } from '../read-papers'

export default defineAction({
  id: 'search-papers',
  version: 1,
  label: 'Search papers',
  description: 'Finds papers of arXiv by words in title, abstract or authors.',
  synonyms: ['find', 'science', '搜索', '论文'],
  connections: ['none'],
  effect: 'read',
  input: z.strictObject({
    query: textField(
      {
        label: 'Query',
        placeholder: 'all:"retrieval augmented generation"',
        help: 'Prefixes such as ti:, au: and cat: are allowed.',
      },
      { max: 500 },
    ),
    order: selectField(
      { relevance: 'Relevance', submittedDate: 'Newest first' },
      { label: 'Order', fallback: 'relevance', advanced: true },
    ),
    limit: limitField(10, 100),
  }),
  output: z.strictObject({ papers: listOutput('Papers') }),
  async run({ http }, { query, order, limit }) {
    const search = /^\w+:/.test(query) ? query : `all:${query}`
    const parameters = { search_query: search, sortBy: order, sortOrder: 'descending', start: 0, max_results: limit }
    return { papers: readPapers((await http({ method: 'GET', url: '/api/query', query: parameters })).text()) }
  },
})
