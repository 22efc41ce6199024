import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import type { EnginePorts } from '../ports'

/** Ports without services: tests pass in the ports that they need, and all others report that they are missing. */
export function fakePorts(overrides: Partial<EnginePorts> = {}): EnginePorts {
  const absent = (name: string) => async () => {
    throw new AppError('UNAVAILABLE', verbatim(`This test has no ${name}.`))
  }
  return {
    models: {
      chat: async () => {
        throw new AppError('MODEL_MISSING', verbatim('This test has no chat model.'))
      },
      embed: absent('embedder'),
      embedWith: absent('embedder'),
      rerank: absent('reranker'),
      transcribe: absent('listener'),
      speak: absent('voice'),
      makeImage: absent('painter'),
      resolve: async (model) => model,
      answerFromPassages: absent('answerer'),
      classify: absent('classifier'),
      predict: absent('trained model'),
    },
    knowledge: { search: absent('knowledge') },
    documents: { add: absent('document store'), status: absent('document store') },
    http: { send: absent('network') },
    services: { call: absent('network') },
    connections: { describe: absent('connection'), authorize: absent('connection') },
    customApis: { action: async () => null },
    databases: { query: absent('database'), redis: absent('database'), mongo: absent('database') },
    mail: {
      send: absent('mail server'),
      search: absent('mail server'),
      arrived: absent('mail server'),
      folders: absent('mail server'),
      read: absent('mail server'),
      move: absent('mail server'),
    },
    pages: { read: absent('network'), text: absent('network') },
    sandbox: { run: absent('sandbox') },
    mcp: { listTools: absent('MCP server'), callTool: absent('MCP server') },
    apps: { plan: absent('app'), describe: absent('app') },
    files: {
      picture: absent('picture'),
      document: absent('document'),
      recording: absent('recording'),
      file: absent('file'),
      make: absent('file writer'),
      content: absent('file reader'),
      keep: absent('file store'),
    },
    tables: { run: absent('table store') },
    memory: { mayRemember: absent('memory'), remember: absent('memory'), recall: absent('memory') },
    secrets: { reveal: absent('secret') },
    variables: { keeps: () => false, load: absent('variable store'), write: absent('variable store') },
    ...overrides,
  }
}
