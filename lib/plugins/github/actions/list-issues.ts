import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { limitField, listOutput, optionalText } from '../../shared/fields'
import { githubKinds, issueItem, ownerField, repoField } from '../github-fields'

export default defineAction({
  id: 'list-issues',
  version: 1,
  label: 'List issues',
  description: 'Lists issues and pull requests of a repository, newest first.',
  synonyms: ['issues', 'bugs', '列出', '问题'],
  connections: githubKinds,
  scopes: ['repo'],
  effect: 'read',
  input: z.strictObject({
    owner: ownerField,
    repo: repoField,
    state: z
      .enum(['open', 'closed', 'all'])
      .default('open')
      .meta(layout({ label: 'State', input: 'select', options: { open: 'Open', closed: 'Closed', all: 'All' } })),
    labels: optionalText({ label: 'Labels', help: 'Separated by commas; issues need all of them.' }),
    since: optionalText({ label: 'Updated after', placeholder: '2026-01-31T00:00:00Z', advanced: true }),
    limit: limitField(30),
  }),
  output: z.strictObject({ issues: listOutput('Issues') }),
  request: {
    method: 'GET',
    path: '/repos/{{owner}}/{{repo}}/issues',
    query: { state: '{{state}}', labels: '{{labels}}', since: '{{since}}' },
  },
  paginate: {
    type: 'link',
    items: '',
    as: 'issues',
    each: issueItem,
    limit: 'limit',
    size: { parameter: 'per_page', max: 100 },
  },
})
