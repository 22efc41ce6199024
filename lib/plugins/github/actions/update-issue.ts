import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { optionalText } from '../../shared/fields'
import { githubKinds, numberField, ownerField, repoField } from '../github-fields'

export default defineAction({
  id: 'update-issue',
  version: 1,
  label: 'Update an issue',
  description: 'Changes title, text, labels or state of an issue. Repeating it changes nothing.',
  synonyms: ['close', 'edit', 'label', '关闭', '修改', '标签'],
  connections: githubKinds,
  scopes: ['repo'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    owner: ownerField,
    repo: repoField,
    number: numberField,
    title: optionalText({ label: 'Title' }, { max: 256 }),
    body: optionalText({ label: 'Text', input: 'textarea', help: 'Markdown.' }, { max: 65_536 }),
    state: z
      .enum(['open', 'closed'])
      .optional()
      .meta(layout({ label: 'State', input: 'select', options: { open: 'Open', closed: 'Closed' } })),
    labels: z
      .array(z.string().min(1).max(50))
      .max(100)
      .optional()
      .meta(layout({ label: 'Labels', itemLabel: 'label', references: true, help: 'Replaces the existing labels.' })),
  }),
  output: z.strictObject({
    number: z.number().meta(layout({ label: 'Number' })),
    url: z.string().meta(layout({ label: 'Address' })),
  }),
  request: {
    method: 'PATCH',
    path: '/repos/{{owner}}/{{repo}}/issues/{{number}}',
    body: { json: { title: '{{title}}', body: '{{body}}', state: '{{state}}', labels: '{{labels}}' } },
  },
  pick: { number: '/number', url: '/html_url' },
})
