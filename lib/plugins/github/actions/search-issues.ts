import { z } from 'zod'
import { defineAction } from '../../action'
import { limitField, listOutput, textField } from '../../shared/fields'
import { githubKinds, issueItem } from '../github-fields'

export default defineAction({
  id: 'search-issues',
  version: 1,
  label: 'Search issues',
  description: 'Searches issues and pull requests by text and qualifiers, such as repo:owner/name is:open.',
  synonyms: ['find', '搜索', '查找'],
  connections: githubKinds,
  scopes: ['repo'],
  effect: 'read',
  input: z.strictObject({
    query: textField({ label: 'Query', placeholder: 'repo:octocat/hello-world is:open crash' }, { max: 256 }),
    limit: limitField(20),
  }),
  output: z.strictObject({ issues: listOutput('Issues') }),
  request: { method: 'GET', path: '/search/issues', query: { q: '{{query}}' } },
  paginate: {
    type: 'link',
    items: '/items',
    as: 'issues',
    each: issueItem,
    limit: 'limit',
    size: { parameter: 'per_page', max: 100 },
  },
})
