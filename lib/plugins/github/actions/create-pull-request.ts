import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { defineAction } from '../../action'
import { idField, optionalText, textField } from '../../shared/fields'
import { githubKinds, ownerField, repoField } from '../github-fields'

export default defineAction({
  id: 'create-pull-request',
  version: 1,
  label: 'Create a pull request',
  description: 'Opens a pull request from one branch into another.',
  synonyms: ['pr', 'merge', '合并请求', '拉取请求'],
  connections: githubKinds,
  scopes: ['repo'],
  effect: 'write',
  // GitHub rejects a second pull request for the same branches.
  idempotency: 'none',
  input: z.strictObject({
    owner: ownerField,
    repo: repoField,
    title: textField({ label: 'Title' }, { max: 256 }),
    head: idField({ label: 'From branch', placeholder: 'feature' }),
    base: idField({ label: 'Into branch', placeholder: 'main', filledBy: 'author' }),
    body: optionalText({ label: 'Text', input: 'textarea', help: 'Markdown.' }, { max: 65_536 }),
  }),
  output: z.strictObject({
    number: z.number().meta(layout({ label: 'Number' })),
    url: z.string().meta(layout({ label: 'Address' })),
  }),
  request: {
    method: 'POST',
    path: '/repos/{{owner}}/{{repo}}/pulls',
    body: { json: { title: '{{title}}', head: '{{head}}', base: '{{base}}', body: '{{body}}' } },
  },
  pick: { number: '/number', url: '/html_url' },
})
