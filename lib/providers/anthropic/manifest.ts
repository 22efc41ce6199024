import type { ProviderManifest } from '../provider-manifest'

export const manifest: ProviderManifest = {
  id: 'anthropic',
  label: 'Anthropic',
  description: 'Claude models by Anthropic.',
  icon: 'sparkles',
  logo: 'lobehub:anthropic',
  docsUrl: 'https://console.anthropic.com/settings/keys',
  category: 'lab',
  baseUrl: {
    default: 'https://api.anthropic.com',
    isAdvanced: true,
    placeholder: 'https://api.anthropic.com',
    help: 'Change this only for a proxy.',
  },
  apiKey: { use: 'required', placeholder: 'sk-ant-…', help: 'Create it at console.anthropic.com under “API keys”.' },
  recognises: { key: '^sk-ant-', address: '^https://api\\.anthropic\\.com(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema'],
}
