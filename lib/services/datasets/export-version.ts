import 'server-only'
import type { exportDatasetVersion as contract, ExportFormat } from '@/lib/contracts/dataset-versions'
import { requireRole, type Verb } from '../context'
import { exportLine } from './export-line'
import { fileNameOf } from './file-name'
import { promptfooHeader } from './formats/promptfoo-test'
import { getDatasetRow, getVersionRow } from './get-dataset-row'
import { readVersion, type VersionExample } from './read-version'

const LINES_PER_CHUNK = 200

export const exportDatasetVersion: Verb<typeof contract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const dataset = await getDatasetRow(ctx.db, ctx.workspace.id, params.datasetId)
  const version = await getVersionRow(ctx.db, ctx.workspace.id, params)
  const examples = readVersion(ctx.db, ctx.workspace.id, version.id, { split: query.split })
  const part = query.split === undefined ? '' : `-${query.split}`
  const isYaml = query.format === 'promptfoo'
  const fileName = `${fileNameOf(dataset.name)}-v${version.number}${part}.${isYaml ? 'yaml' : 'jsonl'}`
  const header = isYaml ? promptfooHeader(dataset.name) : ''
  return new Response(toStream(examples, query.format, header), {
    headers: {
      'content-type': `${isYaml ? 'application/yaml' : 'application/x-ndjson'}; charset=utf-8`,
      'content-disposition': `attachment; filename="${fileName}"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': 'sandbox',
    },
  })
}

/** Writes examples only as fast as the client reads them. */
function toStream(
  examples: AsyncGenerator<VersionExample>,
  format: ExportFormat,
  header: string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start: (controller) => {
      if (header !== '') controller.enqueue(encoder.encode(header))
    },
    pull: async (controller) => {
      let lines = ''
      for (let count = 0; count < LINES_PER_CHUNK; count += 1) {
        const { value, done } = await examples.next()
        if (done) {
          if (lines !== '') controller.enqueue(encoder.encode(lines))
          controller.close()
          return
        }
        lines += exportLine(value, format)
      }
      controller.enqueue(encoder.encode(lines))
    },
    cancel: async () => void (await examples.return(undefined)),
  })
}
