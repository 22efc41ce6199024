import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { idField } from '../shared/fields'

/** The whole path of a project is one segment of the address. */
export const projectField = idField({
  label: 'Project',
  filledBy: 'author',
  placeholder: 'group/project',
  help: 'Its path or its number.',
})

export const numberField = z
  .number()
  .int()
  .min(1)
  .meta(layout({ label: 'Number', input: 'number', references: true }))

/** Properties of an issue or a merge request in lists. */
export const itemProperties = {
  number: '/iid',
  title: '/title',
  state: '/state',
  author: '/author/username',
  body: '/description',
  url: '/web_url',
  createdAt: '/created_at',
  updatedAt: '/updated_at',
} as const

export const stateField = z
  .enum(['opened', 'closed', 'all'])
  .default('opened')
  .meta(layout({ label: 'State', input: 'select', options: { opened: 'Open', closed: 'Closed', all: 'All' } }))

export const urlOutput = z.string().meta(layout({ label: 'Address' }))
export const numberOutput = z.number().meta(layout({ label: 'Number' }))
