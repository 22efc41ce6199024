import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'deepseek',
  label: 'DeepSeek',
  description: 'DeepSeek’s chat and reasoning models.',
  icon: 'telescope',
  logo: 'lobehub:deepseek',
  docsUrl: 'https://platform.deepseek.com/api_keys',
  category: 'lab',
  baseUrl: {
    default: 'https://api.deepseek.com',
    isAdvanced: true,
    placeholder: 'https://api.deepseek.com',
    help: 'Change this only for a proxy.',
  },
  fields: [ALWAYS_STREAM_FIELD],
  apiKey: { use: 'required', placeholder: 'sk-…', help: 'Create it at platform.deepseek.com under “API keys”.' },
  recognises: { key: '^sk-[0-9a-f]{32}$', address: '^https://api\\.deepseek\\.com(/|$)' },
  abilities: ['chat', 'tools'],
}
