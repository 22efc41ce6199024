import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { optionalText, textField } from '../../shared/fields'
import { githubKinds, ownerField, repoField } from '../github-fields'

export default defineAction({
  id: 'create-issue',
  version: 1,
  label: 'Create an issue',
  description: 'Creates an issue in a repository.',
  synonyms: ['bug', 'ticket', '创建', '工单'],
  connections: githubKinds,
  scopes: ['repo'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    owner: ownerField,
    repo: repoField,
    title: textField({ label: 'Title' }, { max: 256 }),
    body: optionalText({ label: 'Text', input: 'textarea', help: 'Markdown.' }, { max: 65_536 }),
    labels: z
      .array(z.string().min(1).max(50))
      .max(100)
      .optional()
      .meta(layout({ label: 'Labels', itemLabel: 'label', references: true })),
    assignees: z
      .array(z.string().min(1).max(39))
      .max(10)
      .optional()
      .meta(
        layout({ label: 'Assignees', itemLabel: 'assignee', references: true, filledBy: 'author', advanced: true }),
      ),
  }),
  output: z.strictObject({
    number: z.number().meta(layout({ label: 'Number' })),
    url: z.string().meta(layout({ label: 'Address' })),
  }),
  request: {
    method: 'POST',
    path: '/repos/{{owner}}/{{repo}}/issues',
    body: { json: { title: '{{title}}', body: '{{body}}', labels: '{{labels}}', assignees: '{{assignees}}' } },
  },
  errors: { 410: { code: 'TOOL_FAILED', message: 'Issues are turned off in this repository.' } },
  pick: { number: '/number', url: '/html_url' },
})
