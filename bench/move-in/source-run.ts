import type { JsonObject } from '@/lib/core/json'
import { AgentflowRun } from './run-agentflow'
import { ChainRun, LangflowRun, N8nRun } from './run-chain'
import { CozeRun } from './run-coze'
import { DifyRun } from './run-dify'
import type { SourceRun } from './trace'

/** Runs code of a file with one object of inputs. */
export interface Interpreters {
  python(code: string, input: JsonObject): Promise<JsonObject>
  script(code: string, input: JsonObject): Promise<JsonObject>
}

/** Why a flow cannot be compared, by the type of one of its nodes. */
const EXCLUDED: readonly [RegExp, string][] = [
  [/"openAIAssistant"/, 'Its instructions are stored at OpenAI, not in the file.'],
  [/"supervisor"/, 'Flowise forces a tool call that names the next worker, so every run depends on a script.'],
  [/"faiss"/, 'It answers from documents that are not in the file.'],
  [/"KnowledgeIngestion"/, 'It stores a website in a knowledge base, and gives no text.'],
  [/"File"/, 'It reads a file that is not part of the export.'],
  [/"httpRequest468"/, 'It calls a server of FastGPT by a path without a host.'],
  [
    /n8n-nodes-base\.(?:webhook|manualTrigger)"/,
    'It works on images, sheets or pages of services that are not reachable.',
  ],
]

/** Starts a new run of the flow in a file. Returns a string with the reason if the flow cannot run. */
export function sourceRun(peer: string, text: string, { python, script }: Interpreters): SourceRun | string {
  const excluded = peer === 'dify' ? undefined : EXCLUDED.find(([pattern]) => pattern.test(text))
  if (excluded) return excluded[1]
  if (peer === 'dify') return new DifyRun(text, python)
  const file = JSON.parse(text)
  if (peer === 'langflow') return new LangflowRun(file)
  if (peer === 'n8n') return new N8nRun(file)
  if (peer === 'coze') return new CozeRun(file, script)
  return /"startAgentflow"/.test(text) ? new AgentflowRun(file) : new ChainRun(file)
}
