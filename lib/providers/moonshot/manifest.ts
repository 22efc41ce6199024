import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'moonshot',
  label: 'Moonshot AI',
  description: 'Kimi models by Moonshot AI.',
  icon: 'moon',
  logo: 'lobehub:moonshot',
  docsUrl: 'https://platform.moonshot.ai/console/api-keys',
  category: 'lab',
  baseUrl: {
    default: 'https://api.moonshot.ai/v1',
    isAdvanced: true,
    placeholder: 'https://api.moonshot.ai/v1',
    help: 'Change this only for a proxy.',
  },
  fields: [
    {
      name: 'region',
      label: 'Region',
      help: 'The region of your account.',
      placeholder: '',
      required: true,
      pattern: '[a-z]{2,10}',
      patternHint: 'Choose a region.',
      default: 'global',
      options: [
        { value: 'global', label: 'Worldwide (moonshot.ai)' },
        { value: 'china', label: 'China (moonshot.cn)', baseUrl: 'https://api.moonshot.cn/v1' },
      ],
    },
    ALWAYS_STREAM_FIELD,
  ],
  apiKey: {
    use: 'required',
    placeholder: 'sk-…',
    help: 'Create it at platform.moonshot.ai (or .cn) under “API keys”. A key works only in its own region.',
  },
  recognises: { key: '^sk-[a-zA-Z0-9]{48}$', address: '^https://api\\.moonshot\\.(ai|cn)(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema'],
}
