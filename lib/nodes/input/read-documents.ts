import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import type { NodeContext } from '@/lib/engine/node-definition'
import { type FileValue, isFile } from '@/lib/graph/file-value'
import { problem } from '@/lib/messages/problems/problem'
import type { InputConfig } from './manifest'

const Ref = z.object({ fileId: z.string() })

/**
 * Reads the run's documents as text, under their original names. An empty list gives no output, so
 * that dependent steps are skipped. @throws INVALID_INPUT, NOT_FOUND, TOO_LARGE
 */
export async function readDocuments(
  ctx: Pick<NodeContext, 'ports'>,
  { documentCharacters }: Pick<InputConfig, 'documentCharacters'>,
  values: JsonObject,
): Promise<JsonObject> {
  const entries = await Promise.all(
    Object.entries(values).map(async ([name, value]): Promise<[string, FileValue | FileValue[]]> => {
      if (!Array.isArray(value)) return [name, await readOne(ctx, name, value)]
      return [name, await Promise.all(value.map((item) => readOne(ctx, name, item)))]
    }),
  )
  const found = entries.filter(([, value]) => !Array.isArray(value) || value.length > 0)
  const characters = found.flatMap(([, value]) => value).reduce((sum, { text }) => sum + text.length, 0)
  if (characters > documentCharacters) throw tooLong(characters, documentCharacters)
  return Object.fromEntries(found)
}

async function readOne(ctx: Pick<NodeContext, 'ports'>, name: string, value: Json): Promise<FileValue> {
  // Already parsed and passed on by a calling app.
  if (isFile(value)) return value
  const ref = Ref.safeParse(value)
  if (!ref.success) throw new AppError('INVALID_INPUT', problem('inputs.notUploadedFile', { name }))
  return ctx.ports.files.document(ref.data.fileId)
}

function tooLong(characters: number, max: number): AppError {
  return new AppError('TOO_LARGE', problem('inputs.documentsTooLong', { characters, max }))
}
