import { MODELS_FIELD } from '../models-field'
import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'openai-compatible',
  label: 'OpenAI-compatible',
  description: 'Any OpenAI-compatible server: LocalAI, SGLang, LiteLLM, Jan, a gateway of your company.',
  icon: 'server',
  docsUrl: 'https://platform.openai.com/docs/api-reference/chat',
  category: 'private',
  baseUrl: {
    default: null,
    isAdvanced: false,
    placeholder: 'https://models.example.com/v1',
    help: 'Up to and including /v1.',
  },
  fields: [MODELS_FIELD, ALWAYS_STREAM_FIELD],
  apiKey: { use: 'optional', placeholder: '', help: 'Leave it empty when the server asks for none.' },
  recognises: { address: '^https?://' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed', 'rerank', 'transcribe', 'speak', 'image', 'fine-tune'],
}
