import type { ProviderManifest } from '../provider-manifest'
import { ALWAYS_STREAM_FIELD } from '../wires/openai/always-stream-field'

export const manifest: ProviderManifest = {
  id: 'fireworks',
  label: 'Fireworks AI',
  description: 'Fast inference for open models.',
  icon: 'rocket',
  logo: 'lobehub:fireworks',
  docsUrl: 'https://app.fireworks.ai/settings/users/api-keys',
  category: 'aggregator',
  baseUrl: {
    default: 'https://api.fireworks.ai/inference/v1',
    isAdvanced: true,
    placeholder: 'https://api.fireworks.ai/inference/v1',
    help: 'Change this only for a proxy.',
  },
  fields: [
    {
      name: 'account',
      label: 'Account',
      help: 'Only needed for fine-tuning if the key has several accounts: the account ID, as in accounts/my-team.',
      placeholder: 'my-team',
      required: false,
      pattern: '^[a-z0-9-]{1,63}$',
      patternHint: 'small letters, digits and hyphens only, such as my-team.',
    },
    ALWAYS_STREAM_FIELD,
  ],
  apiKey: { use: 'required', placeholder: 'fw_…', help: 'Create it at app.fireworks.ai under “API keys”.' },
  recognises: { key: '^fw_', address: '^https://api\\.fireworks\\.ai(/|$)' },
  abilities: ['chat', 'vision', 'tools', 'json-schema', 'embed', 'fine-tune'],
}
