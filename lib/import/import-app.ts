import { parse } from 'yaml'
import { AppError } from '@/lib/core/app-error'
import { findJsonFlaw } from '@/lib/core/reserved-keys'
import type { AppFile } from '@/lib/graph/app-file/app-file'
import { appFileProblem } from '@/lib/messages/problems/app-file-problem'
import { convertDify } from './dify/convert-dify'
import { DifyFile, readDify } from './dify/read-dify'
import type { ImportReport } from './report'

const MAX_BYTES = 10_000_000
const MAX_ALIASES = 20

export interface ImportedApp {
  file: AppFile
  report: ImportReport
}

/**
 * Reads an app of another builder. The text is hostile input: nothing of it is called or executed.
 * @returns null if it is not from a builder that can be imported
 * @throws AppError TOO_LARGE or INVALID_GRAPH
 */
export function importApp(text: string): ImportedApp | null {
  if (!/^\s*["']?kind["']?\s*:/m.test(text)) return null
  if (text.length > MAX_BYTES)
    throw new AppError('TOO_LARGE', appFileProblem('appFile.tooLarge', { megabytes: MAX_BYTES / 1_000_000 }))
  const read = DifyFile.safeParse(readYaml(text))
  if (!read.success) return null
  const flow = readDify(read.data)
  const { graph, report } = convertDify(flow)
  const { name, description, kind } = flow.app
  return {
    report,
    file: {
      app: {
        name: name.trim().slice(0, 120) || 'Dify',
        description: description.slice(0, 500),
        kind,
        icon: 'message-square',
      },
      needs: [],
      graph,
    },
  }
}

/** Core schema without custom tags; few aliases, so that a small file cannot expand to a large one. */
function readYaml(text: string): unknown {
  try {
    const value: unknown = parse(text, {
      schema: 'core',
      customTags: [],
      maxAliasCount: MAX_ALIASES,
      logLevel: 'silent',
    })
    return findJsonFlaw(value) ? null : value
  } catch {
    return null
  }
}
