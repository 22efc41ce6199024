import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { idField, textField } from '../../shared/fields'
import { projectField } from '../gitlab-fields'

export default defineAction({
  id: 'read-file',
  version: 1,
  label: 'Read a file',
  description: 'Reads a text file of a repository.',
  synonyms: ['content', 'code', '读取'],
  connections: ['token'],
  effect: 'read',
  input: z.strictObject({
    project: projectField,
    path: idField({ label: 'Path', placeholder: 'docs/README.md' }),
    ref: textField({ label: 'Branch, tag or commit', placeholder: 'main' }, { max: 200 }),
  }),
  output: z.strictObject({ text: z.string().meta(layout({ label: 'Text' })) }),
  request: {
    method: 'GET',
    path: '/projects/{{project}}/repository/files/{{path}}/raw',
    query: { ref: '{{ref}}' },
    response: 'text',
  },
})
