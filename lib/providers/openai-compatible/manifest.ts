import { MODELS_FIELD } from '../models-field'
import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'openai-compatible',
  label: 'OpenAI-compatible',
  description: 'Any OpenAI-compatible server, such as LocalAI, SGLang, LiteLLM, Jan, or a company gateway.',
  icon: 'server',
  docsUrl: 'https://platform.openai.com/docs/api-reference/chat',
  category: 'private',
  baseUrl: {
    default: null,
    isAdvanced: false,
    placeholder: 'https://models.example.com/v1',
    help: 'The URL up to and including /v1.',
  },
  fields: [MODELS_FIELD, ALWAYS_STREAM_FIELD],
  apiKey: { use: 'optional', placeholder: '', help: 'Leave it empty if the server requires none.' },
  recognises: { address: '^https?://' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed', 'rerank', 'transcribe', 'speak', 'image', 'fine-tune'],
}
