import type { ProviderManifest } from '../provider-manifest'

export const manifest: ProviderManifest = {
  id: 'google',
  label: 'Google',
  description: 'Gemini models by Google.',
  icon: 'sparkles',
  logo: 'lobehub:gemini',
  docsUrl: 'https://aistudio.google.com/apikey',
  category: 'lab',
  baseUrl: {
    default: 'https://generativelanguage.googleapis.com/v1beta',
    isAdvanced: true,
    placeholder: 'https://generativelanguage.googleapis.com/v1beta',
    help: 'Change this only for a proxy.',
  },
  apiKey: { use: 'required', placeholder: 'AIza…', help: 'Create it in Google AI Studio under “Get API key”.' },
  recognises: { key: '^AIza', address: '^https://generativelanguage\\.googleapis\\.com(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed'],
}
