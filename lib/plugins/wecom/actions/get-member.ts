import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { idField } from '../../shared/fields'
import { wecomErrors, wecomFailure } from '../send-text'

const text = (label: string) => z.string().meta(layout({ label }))

export default defineAction({
  id: 'get-member',
  version: 1,
  label: 'Get a member',
  description: 'Reads the name and position of a member.',
  synonyms: ['user', 'contact', '成员'],
  connections: ['app'],
  effect: 'read',
  input: z.strictObject({ user: idField({ label: 'User ID' }) }),
  output: z.strictObject({
    id: text('User ID'),
    name: text('Name'),
    position: z
      .string()
      .default('')
      .meta(layout({ label: 'Position' })),
  }),
  request: { method: 'GET', path: '/cgi-bin/user/get', query: { userid: '{{user}}' } },
  failure: wecomFailure,
  errors: wecomErrors,
  pick: { id: '/userid', name: '/name', position: '/position' },
})
