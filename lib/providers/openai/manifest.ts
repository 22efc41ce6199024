import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'openai',
  label: 'OpenAI',
  description: 'GPT models by OpenAI.',
  icon: 'sparkles',
  logo: 'lobehub:openai',
  docsUrl: 'https://platform.openai.com/api-keys',
  category: 'lab',
  baseUrl: {
    default: 'https://api.openai.com/v1',
    isAdvanced: true,
    placeholder: 'https://api.openai.com/v1',
    help: 'Change this only for a proxy.',
  },
  fields: [ALWAYS_STREAM_FIELD],
  apiKey: { use: 'required', placeholder: 'sk-…', help: 'Create it at platform.openai.com under “API keys”.' },
  recognises: { key: '^sk-(proj-|svcacct-|admin-|[a-zA-Z0-9]{48}$)', address: '^https://api\\.openai\\.com(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed', 'transcribe', 'speak', 'image', 'fine-tune'],
}
