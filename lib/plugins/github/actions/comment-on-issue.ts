import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { githubKinds, numberField, ownerField, repoField } from '../github-fields'

export default defineAction({
  id: 'comment-on-issue',
  version: 1,
  label: 'Comment on an issue',
  description: 'Adds a comment to an issue or a pull request.',
  synonyms: ['reply', 'comment', '评论', '回复'],
  connections: githubKinds,
  scopes: ['repo'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    owner: ownerField,
    repo: repoField,
    number: numberField,
    body: textField({ label: 'Text', input: 'textarea', help: 'Markdown.' }, { max: 65_536 }),
  }),
  output: z.strictObject({
    id: z.number().meta(layout({ label: 'ID' })),
    url: z.string().meta(layout({ label: 'Address' })),
  }),
  request: {
    method: 'POST',
    path: '/repos/{{owner}}/{{repo}}/issues/{{number}}/comments',
    body: { json: { body: '{{body}}' } },
  },
  pick: { id: '/id', url: '/html_url' },
})
