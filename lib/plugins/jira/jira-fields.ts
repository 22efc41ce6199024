import { z } from 'zod'
import { type FieldLayout, layout } from '@/lib/graph/schema/field-layout'

export const projectField = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{1,254}$/, 'Enter the key of a project, such as OPS.')
  .meta(layout({ label: 'Project', references: true, filledBy: 'author', placeholder: 'OPS' }))

export const issueField = z
  .string()
  .regex(/^(?:[A-Z][A-Z0-9_]*-\d+|\d+)$/, 'Enter the key of an issue, such as OPS-12.')
  .meta(layout({ label: 'Issue', references: true, placeholder: 'OPS-12' }))

export function issueTypeField(hints: FieldLayout = {}) {
  return z
    .string()
    .min(1)
    .max(200)
    .default('Task')
    .meta(layout({ label: 'Issue type', references: true, filledBy: 'author', ...hints }))
}

/** The fields that are read with every issue. */
export const issueColumns =
  'summary,description,status,issuetype,priority,assignee,reporter,labels,created,updated,project'

export const issueProperties = {
  id: '/id',
  key: '/key',
  summary: '/fields/summary',
  description: '/fields/description',
  status: '/fields/status/name',
  type: '/fields/issuetype/name',
  priority: '/fields/priority/name',
  assignee: '/fields/assignee/displayName',
  reporter: '/fields/reporter/displayName',
  labels: '/fields/labels',
  createdAt: '/fields/created',
  updatedAt: '/fields/updated',
} as const

/** Jira lists its messages; those of single fields are below `errors`. */
export const jiraFailure = { path: '/failed', equals: true, reason: '/errorMessages/0' } as const
