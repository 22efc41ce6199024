import 'server-only'
import { z } from 'zod'
import type { EgressFetch } from '@/lib/egress/create-egress'
import type { ProviderId } from '@/lib/providers/manifests.gen'
import { abilityOf } from '@/lib/providers/model-ability'

const TIMEOUT_MS = 400
const MAX_BYTES = 1024 * 1024

export interface LocalServer {
  kind: string
  name: string
  provider: ProviderId
  baseUrl: string
  /** Chat models only. */
  models: string[]
}

interface Candidate extends Omit<LocalServer, 'models' | 'baseUrl'> {
  port: number
  path: string
  basePath: string
  /** Set for ports in general use: the response must identify this server. */
  ownedBy?: string
}

const CANDIDATES: readonly Candidate[] = [
  { kind: 'ollama', name: 'Ollama', provider: 'ollama', port: 11434, path: '/api/tags', basePath: '' },
  openAi({ kind: 'lmstudio', name: 'LM Studio', port: 1234, provider: 'lmstudio' }),
  openAi({ kind: 'llama.cpp', name: 'llama.cpp', port: 8080, ownedBy: 'llamacpp', provider: 'llama-cpp' }),
  openAi({ kind: 'vllm', name: 'vLLM', port: 8000, ownedBy: 'vllm', provider: 'vllm' }),
  openAi({ kind: 'jan', name: 'Jan', port: 1337 }),
  {
    ...openAi({ kind: 'docker-model-runner', name: 'Docker Model Runner', port: 12434 }),
    path: '/engines/v1/models',
    basePath: '/engines/v1',
  },
]

const Answer = z.union([
  z.object({ models: z.array(z.object({ name: z.string().min(1).max(200) })).max(1_000) }),
  z.object({
    data: z.array(z.object({ id: z.string().min(1).max(200), owned_by: z.string().optional() })).max(1_000),
  }),
])

export interface DetectOptions {
  /** Egress-checked fetch of the workspace. */
  fetch: EgressFetch
  /** Overrides the default ports by kind, for tests. */
  ports?: Readonly<Record<string, number>>
}

/** Probes the usual ports of local model servers in parallel. Returns nothing when the operator's rules forbid it. */
export async function detectLocal({ fetch, ports = {} }: DetectOptions): Promise<LocalServer[]> {
  const found = await Promise.all(
    CANDIDATES.map((candidate) => probe({ ...candidate, port: ports[candidate.kind] ?? candidate.port }, fetch)),
  )
  return found.filter((server) => server !== null)
}

async function probe(
  { port, path, basePath, ownedBy, ...server }: Candidate,
  fetch: EgressFetch,
): Promise<LocalServer | null> {
  const origin = `http://127.0.0.1:${port}`
  try {
    const response = await fetch(`${origin}${path}`, {
      redirect: 'error',
      limits: { headersMs: TIMEOUT_MS, idleMs: TIMEOUT_MS, totalMs: TIMEOUT_MS, maxBytes: MAX_BYTES },
    })
    if (!response.ok) return null
    const answer = Answer.parse(await response.json())
    if (ownedBy !== undefined && ('models' in answer || answer.data[0]?.owned_by !== ownedBy)) return null
    const names = 'models' in answer ? answer.models.map(({ name }) => name) : answer.data.map(({ id }) => id)
    const models = names.filter((name) => abilityOf(name) === 'chat')
    return { ...server, baseUrl: `${origin}${basePath}`, models }
  } catch {
    // No server, another server or a blocked address: the result is the same for the user.
    return null
  }
}

function openAi(server: Pick<Candidate, 'kind' | 'name' | 'port' | 'ownedBy'> & { provider?: ProviderId }): Candidate {
  return { provider: 'openai-compatible', path: '/v1/models', basePath: '/v1', ...server }
}
