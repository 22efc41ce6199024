import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { defineNode, type NodeContext } from '@/lib/engine/node-definition'
import { problem } from '@/lib/messages/problems/problem'
import { messagesToJson, readMessages } from '../shared/models/messages'
import type { InputConfig } from './manifest'
import { readDocuments } from './read-documents'
import { readField } from './read-field'

type Context = Pick<NodeContext, 'runInputs' | 'ports'>

const MAX_MESSAGE_CHARACTERS = 200_000

export default defineNode<InputConfig>({
  run({ config, ctx }) {
    return config.mode === 'chat' ? readChatInputs(ctx, config) : readFormInputs(ctx, config)
  },
})

async function readChatInputs(ctx: Context, config: InputConfig): Promise<JsonObject> {
  const { runInputs: inputs } = ctx
  const { historyMessages, images, documents, recordings } = config
  const used = ['message', 'history']
  if (images) used.push('images')
  if (documents) used.push('documents')
  if (recordings) used.push('recordings')
  rejectUnknown(inputs, used)
  const message = inputs.message ?? ''
  if (typeof message !== 'string') throw new AppError('INVALID_INPUT', problem('inputs.messageNotText'))
  const text = withoutNul(message)
  if (text.trim() === '') throw new AppError('INVALID_INPUT', problem('inputs.messageEmpty'))
  if (text.length > MAX_MESSAGE_CHARACTERS) {
    throw new AppError('TOO_LARGE', problem('inputs.messageTooLong', { max: MAX_MESSAGE_CHARACTERS }))
  }
  const history = readMessages(inputs.history).filter((item) => item.role !== 'system')
  return {
    message: text,
    history: messagesToJson(historyMessages === 0 ? [] : history.slice(-historyMessages)),
    ...(images ? { images: inputs.images ?? [] } : {}),
    ...(recordings ? firstRecording(inputs.recordings) : {}),
    ...(documents ? await readDocuments(ctx, config, { documents: inputs.documents ?? [] }) : {}),
  }
}

/** Without a recording the port gives no output, so that dependent steps are skipped. */
function firstRecording(recordings: Json | undefined): JsonObject {
  const [recording] = Array.isArray(recordings) ? recordings : []
  return recording === undefined ? {} : { recording }
}

async function readFormInputs(ctx: Context, config: InputConfig): Promise<JsonObject> {
  const { runInputs: inputs } = ctx
  const { fields } = config
  rejectUnknown(
    inputs,
    fields.map((field) => field.name),
  )
  const values = Object.fromEntries(
    fields.flatMap((field): [string, Json][] => {
      const input = Object.hasOwn(inputs, field.name) ? inputs[field.name] : undefined
      const value = readField(field, typeof input === 'string' ? withoutNul(input) : input)
      return value === undefined ? [] : [[field.name, value]]
    }),
  )
  const files = fields.filter(({ kind, name }) => kind === 'file' && values[name] !== undefined)
  const fileValues = Object.fromEntries(files.map(({ name }): [string, Json] => [name, values[name] ?? null]))
  return { ...values, ...(await readDocuments(ctx, config, fileValues)) }
}

function rejectUnknown(inputs: JsonObject, known: readonly string[]): void {
  const unknown = Object.keys(inputs).find((name) => !known.includes(name))
  if (unknown === undefined) return
  const names = known.length === 0 ? 'none' : known.join(', ')
  throw new AppError('INVALID_INPUT', problem('inputs.unknown', { name: unknown.slice(0, 64), names }))
}

/** PostgreSQL cannot store NUL. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '')
}
