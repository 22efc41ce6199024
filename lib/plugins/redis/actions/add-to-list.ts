import { z } from 'zod'
import { defineAction } from '../../action'
import { selectField, textField } from '../../shared/fields'
import { countOf, listField, numberOutput, sendOne } from '../redis-fields'

export default defineAction({
  id: 'add-to-list',
  version: 1,
  label: 'Add to a list',
  description: 'Adds an item at the end or at the start of a list.',
  synonyms: ['push', 'enqueue', 'queue', 'append', '追加', '队列'],
  connections: ['login'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    list: listField(),
    item: textField({ label: 'Item', input: 'textarea' }, { max: 1_000_000 }),
    end: selectField({ right: 'End', left: 'Start' }, { label: 'Add at', fallback: 'right', filledBy: 'author' }),
  }),
  output: z.strictObject({ length: numberOutput('Length of the list') }),
  async run(ctx, { list, item, end }) {
    const name = end === 'left' ? 'LPUSH' : 'RPUSH'
    return { length: countOf(await sendOne(ctx, name, [list, item], { isReadOnly: false })) }
  },
})
