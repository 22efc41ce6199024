import type { ProviderId } from '../manifests.gen'
import type { ModelAbility } from '../provider-manifest'
import type { WireRequest } from './wire-server'

export type Operation = Exclude<ModelAbility, 'chat'>

/** An operation in a service's wire format: path, required request fields, response. */
export interface OperationWire {
  path: string
  /** JSON request fields that the suite requires. */
  body?: (texts: readonly string[]) => object
  answer: (request: WireRequest) => object | Buffer
  /** Whether it reports used tokens. */
  counts: boolean
}

type Wires = Partial<Record<Operation, OperationWire>>

const MODEL = 'm'
export const QUERY = 'Which is longest?'
export const PNG = Buffer.from('89504e470d0a1a0a0000000d', 'hex')

/** OpenAI's own operations, and Jina's for reranking. `base` is the path prefix. */
function openAiWires(base: string): Required<Wires> {
  return {
    embed: {
      path: `${base}/embeddings`,
      body: (input) => ({ model: MODEL, input }),
      answer: (request) => ({
        object: 'list',
        data: textsOf(request, 'input').map((text, index) => ({
          object: 'embedding',
          index,
          embedding: [text.length, 1],
        })),
        usage: { prompt_tokens: 3, total_tokens: 3 },
      }),
      counts: true,
    },
    rerank: {
      path: `${base}/rerank`,
      body: (documents) => ({ model: MODEL, query: QUERY, documents, top_n: 2 }),
      answer: (request) => ({
        results: textsOf(request, 'documents').map((text, index) => ({ index, relevance_score: text.length })),
        usage: { total_tokens: 9 },
      }),
      counts: true,
    },
    transcribe: {
      path: `${base}/audio/transcriptions`,
      answer: () => ({ text: 'Hello.', usage: { type: 'tokens', input_tokens: 14, output_tokens: 2 } }),
      counts: true,
    },
    speak: {
      path: `${base}/audio/speech`,
      answer: () => Buffer.from([0xff, 0xfb, 0x00, 0xff]),
      counts: false,
    },
    image: {
      path: `${base}/images/generations`,
      answer: () => ({ created: 1, data: [{ b64_json: PNG.toString('base64') }] }),
      counts: false,
    },
  }
}

/** Services with their own wire format. */
const OWN: Partial<Record<ProviderId, Wires>> = {
  google: {
    embed: {
      path: '/v1beta/models/m:batchEmbedContents',
      body: (texts) => ({
        requests: texts.map((text) => ({
          model: 'models/m',
          content: { parts: [{ text }] },
          taskType: 'RETRIEVAL_DOCUMENT',
        })),
      }),
      answer: ({ body }) => ({
        embeddings: JSON.parse(body).requests.map((item: { content: { parts: [{ text: string }] } }) => ({
          values: [item.content.parts[0].text.length, 1],
        })),
      }),
      counts: false,
    },
  },
  ollama: {
    embed: {
      path: '/api/embed',
      body: (input) => ({ model: MODEL, input }),
      answer: (request) => ({
        model: MODEL,
        embeddings: textsOf(request, 'input').map((text) => [text.length, 1]),
        prompt_eval_count: 3,
      }),
      counts: true,
    },
  },
  cohere: {
    embed: {
      path: '/v2/embed',
      body: (texts) => ({ model: MODEL, texts, input_type: 'search_document', embedding_types: ['float'] }),
      answer: (request) => ({
        embeddings: { float: textsOf(request, 'texts').map((text) => [text.length, 1]) },
        meta: { billed_units: { input_tokens: 3 } },
      }),
      counts: true,
    },
    rerank: { ...openAiWires('/v2').rerank },
  },
}

/** The operation's endpoint for a connection whose address ends in `basePath`. */
export function operationWire(provider: ProviderId, basePath: string, operation: Operation): OperationWire {
  const wire = OWN[provider]?.[operation] ?? openAiWires(basePath)[operation]
  return provider === 'azure-openai' && operation !== 'embed'
    ? { ...wire, path: `${wire.path}?api-version=preview` }
    : wire
}

function textsOf({ body }: WireRequest, name: string): string[] {
  return JSON.parse(body)[name]
}
