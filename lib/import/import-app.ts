import { parse } from 'yaml'
import { AppError } from '@/lib/core/app-error'
import { type Json, JsonSchema } from '@/lib/core/json'
import { findJsonFlaw } from '@/lib/core/reserved-keys'
import type { AppFile } from '@/lib/graph/app-file/app-file'
import { appFileProblem } from '@/lib/messages/problems/app-file-problem'
import { convertFlow } from './convert/convert-flow'
import { readCoze } from './coze/read-coze'
import { readDify } from './dify/read-dify'
import { readFastgpt } from './fastgpt/read-fastgpt'
import { readFlowise } from './flowise/read-flowise'
import { readLangflow } from './langflow/read-langflow'
import { readN8n } from './n8n/read-n8n'
import { PEER_NAMES } from './peer-names'
import type { ImportReport } from './report'
import type { SourceFlow } from './source-flow'
import { readTypebot } from './typebot/read-typebot'

const MAX_BYTES = 10_000_000
const MAX_ALIASES = 20
const MAX_DEPTH = 64
/** Flows of one file, such as an export of a whole workspace. */
const MAX_FLOWS = 200

export interface ImportedApp {
  file: AppFile
  report: ImportReport
}

/** Each reader returns the flows of a file, and none if the file is from another builder. */
const READERS: readonly ((value: Json) => SourceFlow[])[] = [
  readDify,
  readFlowise,
  readN8n,
  readLangflow,
  readFastgpt,
  readCoze,
  readTypebot,
]

/**
 * Reads the apps of a file from another builder, which the content identifies. The text is hostile input: nothing of it
 * is called or executed.
 * @param fallbackName for apps without a name in the file
 * @returns no apps if the file is not from a builder that can be imported
 * @throws AppError TOO_LARGE
 */
export function importApps(text: string, fallbackName = ''): ImportedApp[] {
  if (text.length > MAX_BYTES)
    throw new AppError('TOO_LARGE', appFileProblem('appFile.tooLarge', { megabytes: MAX_BYTES / 1_000_000 }))
  const value = readValue(text.replace(/^\uFEFF/, ''))
  if (value === null) return []
  for (const read of READERS) {
    const flows = read(value)
    if (flows.length > 0) return flows.slice(0, MAX_FLOWS).map((flow) => toApp(flow, fallbackName))
  }
  return []
}

function toApp(flow: SourceFlow, fallbackName: string): ImportedApp {
  const { graph, report } = convertFlow(flow)
  const { name, description, kind } = flow.app
  return {
    report,
    file: {
      app: {
        name: (name.trim() || fallbackName.trim() || PEER_NAMES[flow.peer]).slice(0, 120),
        description: description.trim().slice(0, 500),
        kind,
        icon: 'message-square',
      },
      needs: [],
      graph,
    },
  }
}

function readValue(text: string): Json | null {
  const value = /^\s*[[{]/.test(text) ? readJson(text) : readYaml(text)
  return typeof value !== 'object' || value === null || findJsonFlaw(value, MAX_DEPTH) ? null : jsonOf(value)
}

/** Values of YAML that JSON does not have, such as dates, are rejected. */
const jsonOf = (value: object): Json | null => JsonSchema.safeParse(value).data ?? null

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Core schema without custom tags; few aliases, so that a small file cannot expand to a large one. */
function readYaml(text: string): unknown {
  if (!/^\s*["']?kind["']?\s*:/m.test(text)) return null
  try {
    return parse(text, { schema: 'core', customTags: [], maxAliasCount: MAX_ALIASES, logLevel: 'silent' })
  } catch {
    return null
  }
}
