import { z } from 'zod'
import { GraphId } from '@/lib/graph/graph'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { findRepeated } from '../shared/find-repeated'
import { variablePorts } from '../shared/variable-ports'

const ROLES = { owner: 'Owners', editor: 'Editors', runner: 'Runners' } as const

const FieldSchema = z.strictObject({
  name: GraphId.default('field').meta(layout({ label: 'Name' })),
  label: z
    .string()
    .max(200)
    .default('')
    .meta(layout({ label: 'Label' })),
  type: z
    .enum(['text', 'number', 'boolean', 'choice'])
    .default('text')
    .meta(
      layout({
        label: 'Type',
        input: 'select',
        options: { text: 'Text', number: 'Number', boolean: 'Yes or no', choice: 'Choice' },
      }),
    ),
  required: z
    .boolean()
    .default(false)
    .meta(layout({ label: 'Required', input: 'switch' })),
  options: z
    .array(z.string().min(1).max(200))
    .max(50)
    .default([])
    .meta(
      layout({ label: 'Choices', itemLabel: 'choice', input: 'list', showWhen: { field: 'type', values: ['choice'] } }),
    ),
})

const Config = z.strictObject({
  title: z
    .string()
    .max(300)
    .default('Please decide')
    .meta(layout({ label: 'Question', references: true })),
  message: z
    .string()
    .max(20_000)
    .default('')
    .meta(
      layout({
        label: 'Content to approve',
        input: 'textarea',
        references: true,
        help: 'Markdown. The content to approve is shown below this text.',
      }),
    ),
  fields: z
    .array(FieldSchema)
    .max(20)
    .default([])
    .meta(layout({ label: 'Form fields', itemLabel: 'field', input: 'list' })),
  roles: z
    .array(z.enum(['owner', 'editor', 'runner']).meta(layout({ options: ROLES })))
    .max(3)
    .default([])
    .meta(
      layout({
        label: 'Roles allowed to answer',
        help: 'If no role and no person is selected, everyone who can run apps may answer.',
      }),
    ),
  userIds: z
    .array(z.string().max(64))
    .max(50)
    .default([])
    .meta(layout({ label: 'People allowed to answer', input: 'members' })),
  byVisitor: z
    .boolean()
    .default(false)
    .meta(
      layout({
        label: 'Visitors may answer',
        input: 'switch',
        help: 'Visitors of the page or widget, and people in a channel such as Slack, can answer in their own run, for example to confirm an order. Members can answer too.',
      }),
    ),
  needsSecondPerson: z
    .boolean()
    .default(false)
    .meta(layout({ label: 'Not by the person who started the run', input: 'switch' })),
  deadlineHours: z
    .number()
    .min(0)
    .max(24 * 366)
    .default(0)
    .meta(layout({ label: 'Time to answer', input: 'number', unit: 'hours', help: '0: no deadline.' })),
  onDue: z
    .enum(['approve', 'reject', 'fail'])
    .default('reject')
    .meta(
      layout({
        label: 'After the deadline',
        input: 'select',
        options: { reject: 'count as rejected', approve: 'count as approved', fail: 'fail the step' },
      }),
    ),
  webhookUrl: z
    .union([z.literal(''), z.url().max(2_000)])
    .default('')
    .meta(
      layout({
        label: 'Notify this URL',
        input: 'text',
        advanced: true,
        help: 'Receives a signed POST request with a link to answer.',
      }),
    ),
})
export type ApprovalConfig = z.infer<typeof Config>

export const manifest = defineManifest<ApprovalConfig>({
  type: 'approval',
  version: 1,
  label: 'Approval',
  description: 'Waits until a person approves or rejects. The run uses no resources in the meantime.',
  group: 'logic',
  icon: 'hand',
  config: Config,
  effect: 'pure',
  consent: true,
  templates: [
    { path: 'title', encoding: 'text' },
    { path: 'message', encoding: 'text' },
  ],
  ports: ({ title, message }) => ({
    inputs: [
      { id: 'content', label: 'Content', kind: 'any', required: true, description: 'The content to approve.' },
      ...variablePorts([title, message], 'any', ['content']),
    ],
    outputs: [
      { id: 'approved', label: 'Approved', kind: 'any', passes: 'content', description: 'The content.' },
      { id: 'rejected', label: 'Rejected', kind: 'any', passes: 'content', description: 'The content.' },
      { id: 'values', label: 'Filled in', kind: 'json', description: 'The form’s values by name.' },
      { id: 'comment', label: 'Comment', kind: 'text' },
      { id: 'by', label: 'Answered by', kind: 'text' },
    ],
  }),
  branches: () => ['approved', 'rejected'],
  // Rejecting does not require the form.
  hollow: { rejected: ['values'] },
  vouchesFor: ['approved', 'values', 'comment', 'by'],
  texts: { secondPerson: '{title} · by a second person' },
  summary: ({ title, needsSecondPerson }, text) => (needsSecondPerson ? text('secondPerson', { title }) : title),
  check: ({ fields }, nodeId) =>
    findRepeated(
      fields.map((field) => field.name),
      { nodeId, path: 'fields' },
    ),
})
