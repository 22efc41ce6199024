import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'vllm',
  label: 'vLLM',
  description: 'Your own vLLM server.',
  icon: 'server',
  logo: 'lobehub:vllm',
  docsUrl: 'https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html',
  category: 'private',
  baseUrl: {
    default: null,
    isAdvanced: false,
    placeholder: 'http://127.0.0.1:8000/v1',
    help: 'The URL up to and including /v1. The operator of Patchbay must allow its host with EGRESS_ALLOW.',
  },
  fields: [ALWAYS_STREAM_FIELD],
  apiKey: { use: 'optional', placeholder: '', help: 'Leave it empty if the server requires none.' },
  recognises: { address: '^https?://[^/]+:8000(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed', 'rerank', 'transcribe'],
}
