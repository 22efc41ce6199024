import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { idField } from '../shared/fields'

export const linearKinds = ['key', 'oauth'] as const
export const linearScopes = ['read', 'write'] as const

export const teamField = z
  .string()
  .regex(/^[A-Z0-9]{1,7}$/, 'Enter the key of a team, such as ENG.')
  .meta(layout({ label: 'Team', references: true, filledBy: 'author', placeholder: 'ENG' }))

export const issueField = idField({ label: 'Issue', placeholder: 'ENG-123' })

export const priorityField = z
  .number()
  .int()
  .min(0)
  .max(4)
  .optional()
  .meta(layout({ label: 'Priority', input: 'number', references: true, help: '1: urgent, 4: low, 0: none.' }))

/** The fields that every query selects. */
export const issueSelection =
  'id identifier title description url priority createdAt updatedAt state { name } assignee { name } labels { nodes { name } }'

export const Issue = z
  .object({
    id: z.string(),
    identifier: z.string(),
    title: z.string(),
    description: z.string().nullish(),
    url: z.string(),
    priority: z.number(),
    createdAt: z.string(),
    updatedAt: z.string(),
    state: z.object({ name: z.string() }),
    assignee: z.object({ name: z.string() }).nullish(),
    labels: z.object({ nodes: z.array(z.object({ name: z.string() })) }),
  })
  .transform(({ id, identifier, title, description, url, priority, state, assignee, labels, ...times }) => ({
    id,
    identifier,
    title,
    description: description ?? '',
    url,
    priority,
    state: state.name,
    assignee: assignee?.name ?? '',
    labels: labels.nodes.map(({ name }) => name),
    ...times,
  }))

/** Most failures of Linear have status 200; `data` is null in all of them. */
export const linearFailure = {
  path: '/data',
  equals: null,
  reason: '/errors/0/extensions/code',
  message: '/errors/0/extensions/userPresentableMessage',
} as const

export const linearErrors = {
  RATELIMITED: { code: 'RATE_LIMITED', message: 'Linear allows no more requests in this hour.' },
  AUTHENTICATION_ERROR: {
    code: 'RECONNECT_REQUIRED',
    message: 'Linear rejected the credentials. Reconnect the connection.',
  },
} as const
