import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { RedisCommand } from '@/lib/engine/redis-service'
import { defineAction } from '../../action'
import type { ActionContext } from '../../action-context'
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
    const args = values.map(String)
    const preview = PREVIEWS[command.toUpperCase()]?.(args)
    if (preview) await assertFits(ctx, preview)
    return { reply: await sendOne(ctx, command, args, { isReadOnly: false }) }
  },
})

/** By command that removes or replaces values, a command that returns the same values. */
const PREVIEWS: Readonly<Record<string, (args: readonly string[]) => RedisCommand>> = {
  GETDEL: ([key = '']) => ({ name: 'GET', args: [key] }),
  GETSET: ([key = '']) => ({ name: 'GET', args: [key] }),
  LPOP: ([key = '', count = '1']) => ({ name: 'LRANGE', args: [key, '0', String(Number(count) - 1)] }),
  RPOP: ([key = '', count = '1']) => ({ name: 'LRANGE', args: [key, `-${count}`, '-1'] }),
  ZPOPMIN: ([key = '', count = '1']) => ({ name: 'ZRANGE', args: [key, '0', String(Number(count) - 1)] }),
  ZPOPMAX: ([key = '', count = '1']) => ({ name: 'ZREVRANGE', args: [key, '0', String(Number(count) - 1)] }),
}

/** @throws TOO_LARGE before values are removed whose reply would be lost */
async function assertFits({ redis }: ActionContext, command: RedisCommand): Promise<void> {
  try {
    await redis.send({ commands: [command], isReadOnly: true })
  } catch (error) {
    // Other failures are those of the command itself, such as a key of another type.
    if (!AppError.isInstance(error) || error.code === 'TOO_LARGE') throw error
  }
}
