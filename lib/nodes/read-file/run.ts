import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { defineNode } from '@/lib/engine/node-definition'
import type { EnginePorts } from '@/lib/engine/ports'
import { type FileValue, filePassages, isFile } from '@/lib/graph/file-value'
import { problem } from '@/lib/messages/problems/problem'
import type { ReadFileConfig } from './manifest'

type Content = Awaited<ReturnType<EnginePorts['files']['content']>>

const MAX_FILES = 50
const TABLE = /csv|json|spreadsheet|tab-separated/

const Reference = z.looseObject({ fileId: z.string(), mediaType: z.string().default('') })
type Reference = z.infer<typeof Reference>

export default defineNode<ReadFileConfig>({
  async run({ config: { maxCharacters }, inputs, ctx }) {
    const contents: Content[] = []
    for (const item of filesOf(inputs.file ?? null)) {
      const content = isParsed(item) ? { file: item, rows: [] } : await ctx.ports.files.content(item.fileId, ctx.signal)
      const count = content.file.text.length
      if (count > maxCharacters)
        throw new AppError(
          'LIMIT_EXCEEDED',
          problem('nodes.fileTextTooLong', { name: content.file.name, count, max: maxCharacters }),
        )
      contents.push(content)
    }
    const json = contents.length === 1 ? contents[0]?.json : undefined
    const outputs: JsonObject = {
      text: contents.map(({ file }) => file.text).join('\n\n'),
      texts: contents.map(({ file }) => file.text),
      documents: contents.flatMap(({ file }) => filePassages(file)),
      rows: contents.flatMap(({ rows }) => rows),
    }
    return json === undefined ? outputs : { ...outputs, json }
  },
})

/** @throws INVALID_INPUT for other values, LIMIT_EXCEEDED */
function filesOf(value: Json): Reference[] {
  const items = Array.isArray(value) ? value.flat() : [value]
  if (items.length > MAX_FILES)
    throw new AppError('LIMIT_EXCEEDED', problem('nodes.tooManyFiles', { count: items.length, max: MAX_FILES }))
  return items.map((item) => {
    const file = Reference.safeParse(item)
    if (!file.success) throw new AppError('INVALID_INPUT', problem('nodes.notFile'))
    return file.data
  })
}

/** Whether Input has read the text already, and there are no rows to read. */
function isParsed(item: Reference): item is Reference & FileValue {
  return isFile(item as Json) && !TABLE.test(item.mediaType)
}
