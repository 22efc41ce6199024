import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'openrouter',
  label: 'OpenRouter',
  description: 'Hundreds of models from many vendors with one key.',
  icon: 'route',
  logo: 'lobehub:openrouter',
  docsUrl: 'https://openrouter.ai/settings/keys',
  category: 'aggregator',
  baseUrl: {
    default: 'https://openrouter.ai/api/v1',
    isAdvanced: true,
    placeholder: 'https://openrouter.ai/api/v1',
    help: 'Change this only for a proxy.',
  },
  fields: [ALWAYS_STREAM_FIELD],
  apiKey: { use: 'required', placeholder: 'sk-or-…', help: 'Create it at openrouter.ai under “Keys”.' },
  recognises: { key: '^sk-or-', address: '^https://openrouter\\.ai(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed'],
}
