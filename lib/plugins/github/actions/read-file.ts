import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { idField, optionalText } from '../../shared/fields'
import { githubKinds, ownerField, repoField } from '../github-fields'

export default defineAction({
  id: 'read-file',
  version: 1,
  label: 'Read a file',
  description: 'Reads a text file of a repository.',
  synonyms: ['content', 'source', '文件', '读取'],
  connections: githubKinds,
  scopes: ['repo'],
  effect: 'read',
  input: z.strictObject({
    owner: ownerField,
    repo: repoField,
    path: idField({ label: 'Path', placeholder: 'docs/README.md' }),
    ref: optionalText({ label: 'Branch, tag or commit', advanced: true, help: 'The default branch when empty.' }),
  }),
  output: z.strictObject({ text: z.string().meta(layout({ label: 'Text' })) }),
  request: {
    method: 'GET',
    path: '/repos/{{owner}}/{{repo}}/contents/{{+path}}',
    query: { ref: '{{ref}}' },
    headers: { accept: 'application/vnd.github.raw+json' },
    response: 'text',
  },
})
