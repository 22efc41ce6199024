import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'
import { layout } from '@/lib/graph/schema/field-layout'
import { problem } from '@/lib/messages/problems/problem'
import type { ActionContext } from '../action-context'
import { textField } from '../shared/fields'

export const keyField = () => textField({ label: 'Key', placeholder: 'user:42' }, { max: 1_000 })

export const listField = () => textField({ label: 'List', placeholder: 'jobs', filledBy: 'author' }, { max: 1_000 })

/** Only an author selects the command; its arguments may come from anywhere. */
export const commandField = (placeholder: string) =>
  z
    .string()
    .regex(/^[A-Za-z]{1,20}$/)
    .meta(layout({ label: 'Command', placeholder, filledBy: 'author' }))

export const argumentsField = () =>
  z
    .array(z.union([z.string().max(1_000_000), z.number(), z.boolean()]))
    .max(1_000)
    .default([])
    .meta(
      layout({
        label: 'Arguments',
        input: 'json',
        references: true,
        help: 'A list, such as ["user:42", "name"]. Each value is sent as one argument.',
      }),
    )

export const replyOutput = () => z.json().meta(layout({ label: 'Reply' }))
export const numberOutput = (label: string) => z.number().meta(layout({ label }))

type Send = ActionContext['redis']['send']

/** Sends one command. @returns its reply, with numbers as text */
export async function sendOne(
  { redis }: { redis: { send: Send } },
  name: string,
  args: readonly string[],
  { isReadOnly }: { isReadOnly: boolean },
): Promise<Json> {
  const [reply = null] = await redis.send({ commands: [{ name, args }], isReadOnly })
  return reply
}

/** @throws TOOL_FAILED for a reply that the protocol does not allow here */
export function countOf(reply: Json): number {
  const count = z.coerce.number().int().safeParse(reply).data
  if (count === undefined) throw new AppError('TOOL_FAILED', problem('plugins.failed', { service: 'Redis' }))
  return count
}

export const textsOf = (reply: Json | undefined): string[] => z.array(z.string()).safeParse(reply).data ?? []
