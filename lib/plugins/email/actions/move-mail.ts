import { z } from 'zod'
import { defineAction } from '../../action'
import { textField } from '../../shared/fields'
import { folderField, mailIdField } from '../mail-fields'

export default defineAction({
  id: 'move-mail',
  version: 1,
  label: 'Move an email',
  description: 'Moves an email to another folder.',
  synonyms: ['archive', 'file', 'trash', '移动', '归档'],
  connections: ['login'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({
    folder: folderField(),
    mail: mailIdField(),
    target: textField({ label: 'Target folder' }, { max: 300 }),
  }),
  output: z.strictObject({}),
  async run({ mail }, { folder, mail: id, target }) {
    await mail.move({ folder, id, to: target })
    return {}
  },
})
