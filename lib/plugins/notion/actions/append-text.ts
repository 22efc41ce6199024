import { z } from 'zod'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { notionErrors, notionFailure, notionId, notionKinds, paragraphsOf } from '../notion-fields'

export default defineAction({
  id: 'append-text',
  version: 1,
  label: 'Append text to a page',
  description: 'Adds paragraphs at the end of a page.',
  synonyms: ['add', 'write', '追加', '添加'],
  connections: notionKinds,
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    page: notionId({ label: 'Page', filledBy: 'author' }),
    text: textField({ label: 'Text', input: 'textarea' }, { max: 100_000 }),
  }),
  output: z.strictObject({}),
  async run({ http }, { page, text }) {
    await http({
      method: 'PATCH',
      url: `/v1/blocks/${page}/children`,
      body: { json: { children: paragraphsOf(text) } },
    })
    return {}
  },
  failure: notionFailure,
  errors: notionErrors,
})
