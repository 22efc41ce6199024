import { z } from 'zod'
import { defineAction } from '../../action'
import { argumentsField, commandField, replyOutput, sendOne } from '../redis-fields'

export default defineAction({
  id: 'write-command',
  version: 1,
  label: 'Run a writing command',
  description: 'Sends one of the commands that change single keys, such as INCR or HSET.',
  synonyms: ['command', 'increment', 'hash', '命令'],
  connections: ['login'],
  effect: 'write',
  idempotency: 'none',
  input: z.strictObject({ command: commandField('INCRBY'), arguments: argumentsField() }),
  output: z.strictObject({ reply: replyOutput() }),
  async run(ctx, { command, arguments: values }) {
    return { reply: await sendOne(ctx, command, values.map(String), { isReadOnly: false }) }
  },
})
