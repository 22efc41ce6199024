import { z } from 'zod'
import { defineAction } from '../../action'
import { argumentsField, commandField, replyOutput, sendOne } from '../redis-fields'

export default defineAction({
  id: 'read-command',
  version: 1,
  label: 'Run a reading command',
  description: 'Sends one of the commands that only read, such as HGETALL or LRANGE.',
  synonyms: ['command', 'query', 'hash', '命令'],
  connections: ['login'],
  effect: 'read',
  input: z.strictObject({ command: commandField('HGETALL'), arguments: argumentsField() }),
  output: z.strictObject({ reply: replyOutput() }),
  async run(ctx, { command, arguments: values }) {
    return { reply: await sendOne(ctx, command, values.map(String), { isReadOnly: true }) }
  },
})
