import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'llama-cpp',
  label: 'llama.cpp',
  description: 'Your own llama.cpp server (llama-server).',
  icon: 'terminal',
  docsUrl: 'https://github.com/ggml-org/llama.cpp/tree/master/tools/server',
  category: 'private',
  baseUrl: {
    default: null,
    isAdvanced: false,
    placeholder: 'http://127.0.0.1:8080/v1',
    help: 'Up to and including /v1. The operator of Patchbay allows its host by EGRESS_ALLOW.',
  },
  fields: [ALWAYS_STREAM_FIELD],
  apiKey: { use: 'optional', placeholder: '', help: 'Leave it empty when the server asks for none.' },
  recognises: { address: '^https?://[^/]+:8080(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed', 'rerank'],
}
